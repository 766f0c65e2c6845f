package dev.sluice.gateway.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.functions.Functions;
import dev.sluice.functions.FunctionsConfig;
import dev.sluice.gateway.Caller;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LambdaServiceTest {
    /// A zip of one empty file `app.py`.
    private static final String ZIP =
            "UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAGAAAAYXBwLnB5UEsBAhQDFAAAAAAAAAAhAAAAAAAAAAAAAAAAAAYAAA"
                    + "AAAAAAAAAAAIABAAAAAGFwcC5weVBLBQYAAAAAAQABADQAAAAkAAAAAAA=";

    @TempDir
    Path directory;

    private Functions functions;
    private LambdaService lambda;

    @BeforeEach
    void open() {
        functions = Functions.open(
                new FunctionsConfig(
                        directory,
                        "us-east-1",
                        "000000000000",
                        "http://127.0.0.1:1",
                        1,
                        Map.of("echo", (event, call) -> event),
                        (role, name) -> new FunctionsConfig.Keys("k", "s", "")),
                InstantSource.system(),
                Ids.random());
        lambda = new LambdaService(functions, (bucket, key) -> new byte[0]);
    }

    @AfterEach
    void close() {
        functions.close();
    }

    @Test
    void what_was_created_is_described_with_lambdas_defaults() {
        JsonNode created = call("CreateFunction", definition());
        assertThat(created.path("FunctionArn").asString())
                .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:f");
        JsonNode described = call("GetFunctionConfiguration", Json.object("FunctionName", "f"));
        assertThat(described.path("Timeout").asInt()).isEqualTo(3);
        assertThat(described.path("MemorySize").asInt()).isEqualTo(128);
        assertThat(described.path("LastModified").asString()).endsWith("+0000");
        assertThat(described.path("CodeSize").asInt()).isEqualTo(110);
    }

    @Test
    void a_built_in_function_answers_over_the_api() {
        ObjectNode input = Json.object("FunctionName", "echo", "Payload", "eyJhIjoxfQ==");
        assertThat(call("Invoke", input).path("Payload").asString()).isEqualTo("eyJhIjoxfQ==");
        input.put("InvocationType", "Event");
        assertThat(call("Invoke", input).path("StatusCode").asInt()).isEqualTo(202);
    }

    @Test
    void a_member_that_cannot_be_honoured_is_refused_by_name() {
        ObjectNode input = definition();
        input.putArray("Layers").add("arn:aws:lambda:us-east-1:000000000000:layer:l:1");
        assertThatThrownBy(() -> call("CreateFunction", input))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Layers");
    }

    @Test
    void empty_structures_that_tools_send_along_are_no_reason_to_refuse() {
        ObjectNode input = definition();
        input.putArray("Layers");
        input.putObject("VpcConfig").putArray("SubnetIds");
        assertThat(call("CreateFunction", input).path("State").asString()).isEqualTo("Active");
    }

    @Test
    void a_permission_becomes_a_statement_of_the_policy_and_its_id_is_taken() {
        ObjectNode input = Json.object(
                "FunctionName", "echo",
                "StatementId", "s3",
                "Action", "lambda:InvokeFunction",
                "Principal", "s3.amazonaws.com",
                "SourceArn", "arn:aws:s3:::b");
        call("AddPermission", input);
        assertThatThrownBy(() -> call("AddPermission", input)).isInstanceOf(Refused.class);
        JsonNode policy = Json.parse(call("GetPolicy", Json.object("FunctionName", "echo"))
                .path("Policy")
                .asString());
        assertThat(policy.path("Statement")
                        .get(0)
                        .path("Principal")
                        .path("Service")
                        .asString())
                .isEqualTo("s3.amazonaws.com");
    }

    private static ObjectNode definition() {
        ObjectNode input = Json.object(
                "FunctionName", "f", "Runtime", "python3.9", "Handler", "app.handler", "Role", "arn:aws:iam::0:role/r");
        input.putObject("Code").put("ZipFile", ZIP);
        return input;
    }

    private JsonNode call(String operation, JsonNode input) {
        return lambda.call(operation, input, Caller.inside("000000000000", "us-east-1", "arn:aws:iam::0:root", "r"));
    }
}
