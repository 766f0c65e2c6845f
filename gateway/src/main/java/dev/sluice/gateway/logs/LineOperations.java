package dev.sluice.gateway.logs;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.logs.Filter;
import dev.sluice.logs.Lines;
import dev.sluice.logs.LogLine;
import dev.sluice.logs.Logs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Putting, getting and searching log lines.
final class LineOperations {
    private static final int LINES_MAX = 10_000;

    private final Logs logs;

    LineOperations(Logs logs) {
        this.logs = logs;
    }

    JsonNode put(JsonNode input) {
        List<Logs.NewLine> lines = new ArrayList<>();
        for (JsonNode event : input.path("logEvents")) {
            String message = event.path("message").asString("");
            if (Json.utf8Bytes(message) > Logs.LINE_BYTES_MAX) {
                throw new Refused(
                        "InvalidParameterException",
                        "Log event too large: " + Json.utf8Bytes(message) + " bytes exceeds limit of "
                                + Logs.LINE_BYTES_MAX);
            }
            lines.add(new Logs.NewLine(event.path("timestamp").asLong(), message));
        }
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).millis() < lines.get(i - 1).millis()) {
                throw new Refused(
                        "InvalidParameterException",
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
        logs.put(LogsService.group(input), input.path("logStreamName").asString(), lines);
        return Json.object("nextSequenceToken", "0");
    }

    JsonNode get(JsonNode input) {
        String token = input.path("nextToken").asString("");
        boolean forward = token.isEmpty() ? input.path("startFromHead").asBoolean(false) : token.startsWith("f/");
        Lines.Position after = token.isEmpty() ? null : position(token.substring(2));
        List<String> stream = List.of(input.path("logStreamName").asString());
        List<LogLine> found = logs.lines(LogsService.group(input), wanted(input, stream, Filter.ALL, after, forward));
        List<LogLine> ascending = forward ? found : found.reversed();
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        for (LogLine line : ascending) events.add(event(line));
        String unchanged = token.isEmpty() ? "0/0" : token.substring(2);
        answer.put("nextForwardToken", "f/" + (found.isEmpty() ? unchanged : token(ascending.getLast())));
        return answer.put("nextBackwardToken", "b/" + (found.isEmpty() ? unchanged : token(ascending.getFirst())));
    }

    JsonNode filter(JsonNode input) {
        List<String> streams = new ArrayList<>();
        for (JsonNode name : input.path("logStreamNames")) streams.add(name.asString());
        String token = input.path("nextToken").asString("");
        Filter filter = Filter.parse(input.path("filterPattern").asString(""));
        Lines wanted = wanted(input, streams, filter, token.isEmpty() ? null : position(token), true);
        List<LogLine> found = logs.lines(LogsService.group(input), wanted);
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        for (LogLine line : found) {
            ObjectNode event = event(line);
            event.put("logStreamName", line.stream());
            events.add(event.put("eventId", Long.toString(line.id())));
        }
        answer.putArray("searchedLogStreams");
        if (found.size() == wanted.limit()) answer.put("nextToken", token(found.getLast()));
        return answer;
    }

    private static Lines wanted(
            JsonNode input, List<String> streams, Filter filter, Lines.@Nullable Position after, boolean forward) {
        String prefix = input.path("logStreamNamePrefix").asString("");
        return new Lines(
                streams,
                prefix.isEmpty() ? null : prefix,
                input.path("startTime").asLong(Long.MIN_VALUE),
                input.path("endTime").asLong(Long.MAX_VALUE),
                filter,
                after,
                forward,
                input.path("limit").asInt(LINES_MAX));
    }

    private static ObjectNode event(LogLine line) {
        ObjectNode event = Json.object();
        event.put("timestamp", line.millis());
        event.put("message", line.message());
        return event.put("ingestionTime", line.ingestedMillis());
    }

    private static String token(LogLine line) {
        return line.millis() + "/" + line.id();
    }

    private static Lines.Position position(String token) {
        int slash = token.indexOf('/');
        try {
            return new Lines.Position(
                    Long.parseLong(token.substring(0, Math.max(0, slash))), Long.parseLong(token.substring(slash + 1)));
        } catch (NumberFormatException foreign) {
            throw new Refused("InvalidParameterException", "The specified nextToken is invalid.");
        }
    }
}
