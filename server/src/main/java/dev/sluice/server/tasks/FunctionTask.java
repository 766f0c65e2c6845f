package dev.sluice.server.tasks;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.TaskResult;
import dev.sluice.functions.Functions;
import dev.sluice.functions.Invocation;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs functions for Task states: by their ARN, and through `lambda:invoke`.
final class FunctionTask {
    private final Functions functions;
    private final InstantSource clock;
    private final Ids ids;

    FunctionTask(Functions functions, InstantSource clock, Ids ids) {
        this.functions = functions;
        this.clock = clock;
        this.ids = ids;
    }

    /// The state's input is the event, the function's answer the result.
    TaskResult byArn(String arn, JsonNode event, String lineage) {
        try {
            return result(functions.invoke(arn, Json.writeBytes(event), lineage), Invocation::payload);
        } catch (Refused refused) {
            return refused(refused);
        }
    }

    /// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">lambda:invoke</a>
    TaskResult invoke(JsonNode parameters, String lineage) {
        String name = parameters.path("FunctionName").asString("");
        JsonNode payload = parameters.path("Payload");
        byte[] event = payload.isMissingNode() ? new byte[] {'{', '}'} : Json.writeBytes(payload);
        try {
            if (parameters.path("InvocationType").asString("RequestResponse").equals("Event")) {
                functions.invokeLater(name, event, lineage);
                return new TaskResult.Succeeded(answer(Json.text(""), 202));
            }
            return result(functions.invoke(name, event, lineage), done -> answer(done.payload(), 200));
        } catch (Refused refused) {
            return refused(refused);
        }
    }

    private static TaskResult result(
            Invocation invocation, java.util.function.Function<Invocation.Returned, JsonNode> output) {
        return switch (invocation) {
            case Invocation.Returned returned -> new TaskResult.Succeeded(output.apply(returned));
            case Invocation.Failed failed -> new TaskResult.Failed(failed.type(), Json.write(failed.payload()));
        };
    }

    private TaskResult refused(Refused refused) {
        SdkService lambda = SdkService.sdk("lambda").orElseThrow();
        boolean missing = refused.code().equals("ResourceNotFoundException");
        Refused told = missing ? new Refused(refused.code(), refused.text() + ":$LATEST") : refused;
        return SdkError.optimized(lambda, told, ids.next());
    }

    private JsonNode answer(JsonNode payload, int status) {
        ObjectNode answer = Json.object("ExecutedVersion", "$LATEST");
        answer.set("Payload", payload);
        Map<String, String> headers = Map.of(
                "Connection", "keep-alive",
                "Content-Length", Integer.toString(Json.sizeBytes(payload)),
                "Content-Type", "application/json",
                "X-Amz-Executed-Version", "$LATEST",
                "x-amzn-Remapped-Content-Length", "0",
                "X-Amzn-Trace-Id", "root=1-" + ids.next() + ";sampled=0");
        SdkMetadata.add(answer, headers, ids.next(), clock.instant());
        return answer.put("StatusCode", status);
    }
}
