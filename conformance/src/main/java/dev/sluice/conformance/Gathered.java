package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What recorded tests built themselves out of several answers: choices' outcomes, log lines, events.
final class Gathered {
    private final ArrayNode cases = Json.array();
    private final List<String> started = new ArrayList<>();
    private final Map<String, JsonNode> messages = new LinkedHashMap<>();
    private ArrayNode logLines = Json.array();
    private String logStream = "";
    private String queue = "";

    void started(String executionArn) {
        started.add(executionArn);
    }

    List<String> started() {
        return started;
    }

    /// The queue that was made last.
    void queue(String url) {
        queue = url;
    }

    String queue() {
        return queue;
    }

    String logStream() {
        return logStream;
    }

    /// Remembers what an execution got and gave.
    void history(JsonNode history) {
        ObjectNode outcome = Json.object();
        for (JsonNode event : history.path("events")) {
            JsonNode input = event.path("executionStartedEventDetails").path("input");
            JsonNode output = event.path("executionSucceededEventDetails").path("output");
            if (input.isString()) outcome.set("input", input);
            if (output.isString()) outcome.set("output", output);
        }
        cases.add(outcome);
    }

    /// Takes an answer of a service that is asked again until there is enough.
    void take(String call, JsonNode body) {
        switch (call) {
            case "DescribeLogStreams" -> {
                JsonNode streams = body.path("logStreams");
                for (JsonNode stream : streams) {
                    String name = stream.path("logStreamName").asString("");
                    if (!name.contains("log_stream_created_by_aws")) logStream = name;
                }
            }
            case "GetLogEvents" -> {
                logLines = Json.array();
                for (JsonNode event : body.path("events")) {
                    logLines.add(Json.parse(event.path("message").asString("{}")));
                }
            }
            case "ReceiveMessage" -> {
                for (JsonNode message : body.path("Messages")) {
                    messages.put(
                            message.path("MessageId").asString(),
                            Json.parse(message.path("Body").asString("{}")));
                }
            }
            default -> throw new IllegalArgumentException(call);
        }
    }

    /// Whether as much has arrived as was recorded.
    boolean enough(String call, JsonNode expected) {
        return switch (call) {
            case "DescribeLogStreams" -> !logStream.isEmpty();
            case "GetLogEvents" ->
                logLines.size()
                        >= Math.max(1, expected.path("logged_execution_events").size());
            default ->
                messages.size()
                        >= Math.max(1, expected.path("stepfunctions_events").size());
        };
    }

    /// The value of a key that no single answer holds; empty if it isn't known how it was built.
    Optional<JsonNode> build(String key) {
        return switch (key) {
            case "cases" -> Optional.of(cases);
            case "logged_execution_events" -> Optional.of(logLines);
            case "stepfunctions_events" -> Optional.of(events());
            default -> Optional.empty();
        };
    }

    private ArrayNode events() {
        ArrayNode events = Json.array();
        messages.values().forEach(events::add);
        return events;
    }
}
