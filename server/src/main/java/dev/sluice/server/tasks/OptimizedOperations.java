package dev.sluice.server.tasks;

import dev.sluice.core.Json;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What optimized integrations do beyond calling the operation.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">
///     Integrating optimized services</a>
final class OptimizedOperations {
    private static final Map<String, Set<String>> OPERATIONS = Map.of(
            "dynamodb", Set.of("GetItem", "PutItem", "UpdateItem", "DeleteItem"),
            "sns", Set.of("Publish"),
            "sqs", Set.of("SendMessage"),
            "events", Set.of("PutEvents"),
            "states", Set.of("StartExecution"),
            "lambda", Set.of("Invoke"));

    private static final Set<String> TOKEN = Set.of("sns", "sqs", "events", "states", "lambda");

    private OptimizedOperations() {}

    static boolean has(String name, String operation, Resource.Waits waits) {
        boolean known = OPERATIONS.getOrDefault(name, Set.of()).contains(operation);
        return known
                && switch (waits) {
                    case REQUEST_RESPONSE -> true;
                    case SYNC, SYNC_2 -> name.equals("states");
                    case WAIT_FOR_TASK_TOKEN -> TOKEN.contains(name);
                };
    }

    /// The parameters with what AWS adds by itself: an event says which execution sent it.
    static JsonNode prepared(SdkService service, String operation, TaskRequest request) {
        if (!operation.equals("PutEvents")) return request.parameters();
        ObjectNode parameters = (ObjectNode) request.parameters().deepCopy();
        for (JsonNode entry : parameters.path("Entries")) {
            if (!(entry instanceof ObjectNode event)) continue;
            if (event.path("Detail").isContainer()) event.put("Detail", Json.write(event.path("Detail")));
            if (!event.has("Resources")) {
                event.putArray("Resources").add(request.stateMachineArn()).add(request.executionArn());
            }
        }
        return parameters;
    }

    /// A queue URL is an address. One that is none, or whose host is a bare name, can't be reached, as AWS says.
    static Optional<TaskResult> unreachable(SdkService service, JsonNode parameters) {
        if (!service.model().equals("sqs")) return Optional.empty();
        String url = parameters.path("QueueUrl").asString("");
        String host = url.contains("://") ? host(url) : url;
        boolean named = host != null && (host.contains(".") || host.contains(":") || host.equals("localhost"));
        if (url.isEmpty() || (named && url.contains("://"))) return Optional.empty();
        return Optional.of(new TaskResult.Failed(
                "SQS.SdkClientException", "Unable to execute HTTP request: " + host + ": Name or service not known"));
    }

    private static @org.jspecify.annotations.Nullable String host(String url) {
        try {
            return URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
