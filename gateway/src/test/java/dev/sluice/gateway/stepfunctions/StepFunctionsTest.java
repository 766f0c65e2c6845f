package dev.sluice.gateway.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Engine;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.model.ServiceModel;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StepFunctionsTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final String PASS = "{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";
    private static final Caller CALLER = Caller.inside("000000000000", "us-east-1", ROLE, "request");

    private final StepFunctions service = new StepFunctions(
            noEngine(),
            new Surroundings(
                    "000000000000",
                    "us-east-1",
                    resource -> resource.endsWith("sqs:sendMessage"),
                    group -> group.contains("known"),
                    new Greeter(),
                    InstantSource.fixed(Instant.EPOCH)));

    /// A server whose every task says hello.
    private static final class Greeter implements TaskTarget {
        @Override
        public TaskResult run(TaskRequest request) {
            return new TaskResult.Succeeded(Json.object("said", "hello"));
        }

        @Override
        public TaskResult await(TaskRequest request, JsonNode submitted) {
            return run(request);
        }

        @Override
        public void cancel(TaskRequest request, JsonNode submitted) {}
    }

    @Test
    void every_operation_of_aws_is_there() {
        assertThat(service.operations())
                .containsExactlyInAnyOrderElementsOf(
                        ServiceModel.of("states").orElseThrow().operationNames());
    }

    @Test
    void names_that_aws_refuses_are_refused_in_its_words() {
        assertRefused("CreateStateMachine", machine("'name':'a/b'"), "InvalidName", "Invalid Name: 'a/b'");
        assertRefused("CreateActivity", "{'name':'a b'}", "InvalidName", "Invalid Name: 'a b'");
        assertThat(Names.name("Grüße.v1")).isEqualTo("Grüße.v1");
    }

    @Test
    void arns_of_the_wrong_kind_are_refused_in_its_words() {
        assertRefused(
                "DescribeExecution",
                "{'executionArn':'nonsense'}",
                "InvalidArn",
                "Invalid Arn: 'Invalid ARN prefix: nonsense'");
        assertRefused(
                "StopExecution",
                "{'executionArn':'arn:aws:states:us-east-1:000000000000:express:m:n:o'}",
                "InvalidArn",
                "Invalid Arn: 'Resource type not valid in this context: express'");
    }

    @Test
    void a_definition_that_cannot_run_is_refused_before_it_is_created() {
        assertRefused(
                "CreateStateMachine",
                machine("'name':'m','definition':'{}'"),
                "InvalidDefinition",
                "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt,"
                        + " States] at /'");
    }

    @Test
    void logging_needs_exactly_one_group_that_exists() {
        assertRefused(
                "CreateStateMachine",
                machine("'name':'m','loggingConfiguration':{'level':'ALL'}"),
                "InvalidLoggingConfiguration",
                "Invalid Logging Configuration: Must specify exactly one Log Destination.");
        String group = "{'cloudWatchLogsLogGroup':{'logGroupArn':'arn:aws:logs:us-east-1:0:log-group:gone:*'}}";
        assertRefused(
                "CreateStateMachine",
                machine("'name':'m','loggingConfiguration':{'level':'ALL','destinations':[" + group + "]}"),
                "InvalidLoggingConfiguration",
                "Invalid Logging Configuration: Log Destination not found.");
    }

    @Test
    void weights_of_an_alias_must_add_up() {
        String version = "arn:aws:states:us-east-1:000000000000:stateMachine:m:";
        String routes = "[{'stateMachineVersionArn':'" + version + "1','weight':70},{'stateMachineVersionArn':'"
                + version + "2','weight':29}]";
        assertRefused(
                "CreateStateMachineAlias",
                "{'name':'a','routingConfiguration':" + routes + "}",
                "ValidationException",
                "Sum of routing configuration weights must equal 100. Received: [70, 29]");
    }

    @Test
    void a_tested_task_without_a_mock_is_really_done() {
        JsonNode answer = service.call(
                "TestState",
                json("{'definition':'"
                        + "{\\'Type\\':\\'Task\\',\\'Resource\\':\\'arn:aws:states:::sqs:sendMessage\\',\\'Next\\':\\'N\\'}"
                                .replace("\\'", "\\\"")
                        + "'}"),
                CALLER);
        assertThat(answer.path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(answer.path("output").asString()).isEqualTo("{\"said\": \"hello\"}");
        assertThat(answer.path("nextState").asString()).isEqualTo("N");
    }

    @Test
    void handing_a_role_to_a_machine_needs_leave_to_pass_it() {
        assertThat(service.needs("CreateStateMachine", json(machine("'name':'m'")), CALLER))
                .extracting(Access::action)
                .containsExactly("states:CreateStateMachine", "iam:PassRole");
    }

    private void assertRefused(String operation, String input, String code, String text) {
        assertThatThrownBy(() -> service.call(operation, json(input), CALLER))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.text()).isEqualTo(text);
                });
    }

    private static String machine(String members) {
        String definition = members.contains("'definition'") ? "" : ",'definition':'" + PASS.replace("'", "\\\"") + "'";
        return "{" + members + definition + ",'roleArn':'" + ROLE + "'}";
    }

    private static JsonNode json(String apostrophes) {
        return Json.parse(apostrophes.replace('\'', '"'));
    }

    private static Engine noEngine() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> null);
    }
}
