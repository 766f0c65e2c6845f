package dev.sluice.gateway.logs;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import dev.sluice.logs.LogGroup;
import dev.sluice.logs.LogStream;
import dev.sluice.logs.Logs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of CloudWatch Logs that keeps and shows lines.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html">API reference</a>
public final class LogsService implements Service {
    private static final int LIST_MAX = 50;

    private final Logs logs;
    private final Map<String, BiFunction<JsonNode, Caller, JsonNode>> operations;

    /// The service over this stage.
    public LogsService(Logs logs) {
        this.logs = logs;
        LineOperations lines = new LineOperations(logs);
        operations = Map.ofEntries(
                Map.entry("CreateLogGroup", this::createGroup),
                Map.entry("DeleteLogGroup", this::deleteGroup),
                Map.entry("DescribeLogGroups", this::describeGroups),
                Map.entry("PutRetentionPolicy", this::retain),
                Map.entry("DeleteRetentionPolicy", this::retain),
                Map.entry("CreateLogStream", this::createStream),
                Map.entry("DeleteLogStream", this::deleteStream),
                Map.entry("DescribeLogStreams", this::describeStreams),
                Map.entry("PutLogEvents", (input, caller) -> lines.put(input)),
                Map.entry("GetLogEvents", (input, caller) -> lines.get(input)),
                Map.entry("FilterLogEvents", (input, caller) -> lines.filter(input)));
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Set<String> operations() {
        return operations.keySet();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        BiFunction<JsonNode, Caller, JsonNode> found = operations.get(operation);
        if (found == null) throw new Refused("UnknownOperationException", "Unknown operation: " + operation);
        return found.apply(input, caller);
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        String group = group(input);
        String resource = group.isEmpty() ? "*" : arn(group, caller) + ":*";
        return List.of(new Access("logs:" + operation, resource));
    }

    /// The group a call names, by name or by ARN; empty if it names none.
    static String group(JsonNode input) {
        String name = input.path("logGroupName").asString("");
        return name.isEmpty() ? nameOf(input.path("logGroupIdentifier").asString("")) : name;
    }

    /// A group's name of its ARN, with or without the closing `:*`; a name stays as it is.
    public static String nameOf(String arnOrName) {
        int group = arnOrName.indexOf(":log-group:");
        if (group < 0) return arnOrName;
        String name = arnOrName.substring(group + ":log-group:".length());
        return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    }

    private static String arn(String group, Caller caller) {
        return Arn.of("logs", caller.region(), caller.account(), "log-group:" + group)
                .toString();
    }

    private JsonNode createGroup(JsonNode input, Caller caller) {
        if (input.has("kmsKeyId")) {
            throw new Refused("InvalidParameterException", "kmsKeyId is not available on this server");
        }
        logs.createGroup(group(input));
        return Json.object();
    }

    private JsonNode deleteGroup(JsonNode input, Caller caller) {
        logs.deleteGroup(group(input));
        return Json.object();
    }

    private JsonNode describeGroups(JsonNode input, Caller caller) {
        String prefix = input.path("logGroupNamePrefix").asString("");
        String pattern = input.path("logGroupNamePattern").asString("");
        Predicate<String> wanted = name -> name.startsWith(prefix) && name.contains(pattern);
        int limit = input.path("limit").asInt(LIST_MAX);
        List<LogGroup> groups = logs.groups(wanted, input.path("nextToken").asString(""), limit);
        ObjectNode answer = Json.object();
        ArrayNode lines = answer.putArray("logGroups");
        for (LogGroup group : groups) lines.add(line(group, caller));
        if (groups.size() == limit) answer.put("nextToken", groups.getLast().name());
        return answer;
    }

    private static JsonNode line(LogGroup group, Caller caller) {
        ObjectNode line = Json.object("logGroupName", group.name());
        line.put("creationTime", group.createdMillis());
        if (group.retentionDays() != null) line.put("retentionInDays", group.retentionDays());
        line.put("metricFilterCount", 0);
        line.put("arn", arn(group.name(), caller) + ":*");
        line.put("storedBytes", group.storedBytes());
        line.put("logGroupClass", "STANDARD");
        return line.put("logGroupArn", arn(group.name(), caller));
    }

    private JsonNode retain(JsonNode input, Caller caller) {
        JsonNode days = input.path("retentionInDays");
        logs.retain(group(input), days.isNumber() ? days.asLong() : null);
        return Json.object();
    }

    private JsonNode createStream(JsonNode input, Caller caller) {
        logs.createStream(group(input), input.path("logStreamName").asString());
        return Json.object();
    }

    private JsonNode deleteStream(JsonNode input, Caller caller) {
        logs.deleteStream(group(input), input.path("logStreamName").asString());
        return Json.object();
    }

    private JsonNode describeStreams(JsonNode input, Caller caller) {
        String group = group(input);
        List<LogStream> all = logs.streams(
                group,
                input.path("logStreamNamePrefix").asString(""),
                input.path("orderBy").asString("").equals("LastEventTime"),
                input.path("descending").asBoolean(false));
        int from = position(input.path("nextToken").asString("0"));
        int to = Math.min(all.size(), from + input.path("limit").asInt(LIST_MAX));
        ObjectNode answer = Json.object();
        ArrayNode lines = answer.putArray("logStreams");
        List<LogStream> part = from < all.size() ? all.subList(from, to) : new ArrayList<>();
        for (LogStream stream : part) lines.add(line(stream, arn(group, caller)));
        if (to < all.size()) answer.put("nextToken", Integer.toString(to));
        return answer;
    }

    private static int position(String token) {
        try {
            return Math.max(0, Integer.parseInt(token));
        } catch (NumberFormatException foreign) {
            throw new Refused("InvalidParameterException", "The specified nextToken is invalid.");
        }
    }

    private static JsonNode line(LogStream stream, String groupArn) {
        ObjectNode line = Json.object("logStreamName", stream.name());
        line.put("creationTime", stream.createdMillis());
        if (stream.firstMillis() != null) line.put("firstEventTimestamp", stream.firstMillis());
        if (stream.lastMillis() != null) line.put("lastEventTimestamp", stream.lastMillis());
        if (stream.ingestedMillis() != null) line.put("lastIngestionTime", stream.ingestedMillis());
        line.put("arn", groupArn + ":log-stream:" + stream.name());
        return line.put("storedBytes", 0);
    }
}
