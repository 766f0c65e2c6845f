package dev.sluice.server.tasks;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.TaskResult;
import dev.sluice.functions.Functions;
import dev.sluice.functions.Invocation;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs functions for Task states: by their ARN, and through `lambda:invoke`.
final class FunctionTask {
    /// How much of its end a log is cut to, as Lambda does.
    private static final int LOG_TAIL_BYTES_MAX = 4_096;

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
        byte[] event = event(parameters.path("Payload"));
        boolean tail = parameters.path("LogType").asString("").equals("Tail");
        try {
            if (parameters.path("InvocationType").asString("RequestResponse").equals("Event")) {
                functions.invokeLater(name, event, lineage);
                return new TaskResult.Succeeded(answer(Json.text(""), 202, null));
            }
            return result(
                    functions.invoke(name, event, lineage),
                    done -> answer(done.payload(), 200, tail ? done.log() : null));
        } catch (Refused refused) {
            return refused(refused);
        }
    }

    /// A text is the payload itself, so that `"true"` is sent as the truth value; nothing is an empty object.
    private static byte[] event(JsonNode payload) {
        if (payload.isMissingNode() || payload.isNull()) return new byte[] {'{', '}'};
        if (payload.isString()) return payload.asString().getBytes(StandardCharsets.UTF_8);
        return Json.writeBytes(payload);
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

    /// @param log what the function wrote, where the caller asked for its tail
    private JsonNode answer(JsonNode payload, int status, @Nullable String log) {
        ObjectNode answer = Json.object("ExecutedVersion", "$LATEST");
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Connection", "keep-alive",
                "Content-Length", Integer.toString(Json.sizeBytes(payload)),
                "Content-Type", "application/json",
                "X-Amz-Executed-Version", "$LATEST",
                "x-amzn-Remapped-Content-Length", "0",
                "X-Amzn-Trace-Id", "root=1-" + ids.next() + ";sampled=0"));
        if (log != null) {
            String tail = tail(log);
            answer.put("LogResult", tail);
            headers.put("X-Amz-Log-Result", tail);
        }
        answer.set("Payload", payload);
        SdkMetadata.add(answer, headers, ids.next(), clock.instant());
        return answer.put("StatusCode", status);
    }

    private static String tail(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, bytes.length - LOG_TAIL_BYTES_MAX);
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
