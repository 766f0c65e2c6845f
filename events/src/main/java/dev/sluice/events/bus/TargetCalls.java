package dev.sluice.events.bus;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Target;
import dev.sluice.journal.Database;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Giving rules their targets, listing and removing them.
final class TargetCalls {
    private static final int PAGE_TARGETS = 100;

    /// Members that are carried out; any other is refused by name.
    private static final List<String> CARRIED_OUT = List.of(
            "Id",
            "Arn",
            "RoleArn",
            "Input",
            "InputPath",
            "InputTransformer",
            "SqsParameters",
            "DeadLetterConfig",
            "RetryPolicy");

    private final Database database;
    private final BusRows rows;
    private final Target target;

    TargetCalls(Database database, BusRows rows, Target target) {
        this.database = database;
        this.rows = rows;
        this.target = target;
    }

    JsonNode put(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String rule = request.path("Rule").asString("");
        for (JsonNode each : request.path("Targets")) check(each);
        database.write(tx -> {
            rows.requireBus(tx, bus);
            rows.requireRule(tx, bus, rule);
            for (JsonNode each : request.path("Targets")) rows.saveTarget(tx, bus, rule, each);
            if (rows.targets(tx, bus, rule, "", Buses.TARGETS_MAX + 1).size() > Buses.TARGETS_MAX)
                throw new Refused(
                        "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
            return null;
        });
        return noneFailed();
    }

    private void check(JsonNode each) {
        String id = each.path("Id").asString("");
        String arn = each.path("Arn").asString("");
        for (var member : each.properties()) {
            if (!CARRIED_OUT.contains(member.getKey()))
                throw BusErrors.invalid(
                        "Parameter " + member.getKey() + " of target " + id + " is not supported here.");
        }
        Arn parsed = Arn.parse(arn)
                .orElseThrow(() -> BusErrors.invalid(
                        "Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format."));
        boolean own = parsed.service().equals("sqs")
                || parsed.service().equals("sns")
                || parsed.resource().startsWith("event-bus/");
        if (!own && !target.reaches(arn))
            throw BusErrors.invalid("Targets such as " + arn + " are not supported here.");
        if (parsed.service().equals("sqs")
                && arn.endsWith(".fifo")
                && !each.path("SqsParameters").hasNonNull("MessageGroupId"))
            throw BusErrors.invalid("Parameter(s) SqsParameters must be specified for target: " + id + ".");
        if (parsed.service().equals("states") && !each.hasNonNull("RoleArn"))
            throw BusErrors.invalid("RoleArn is required for target " + arn + ".");
        TargetInput.check(each);
    }

    private static ObjectNode noneFailed() {
        ObjectNode output = Json.object();
        output.put("FailedEntryCount", 0);
        output.set("FailedEntries", Json.array());
        return output;
    }

    JsonNode remove(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String rule = request.path("Rule").asString("");
        ObjectNode output = noneFailed();
        ArrayNode failed = Json.array();
        database.write(tx -> {
            rows.requireBus(tx, bus);
            rows.requireRule(tx, bus, rule);
            for (JsonNode id : request.path("Ids")) {
                if (rows.deleteTarget(tx, bus, rule, id.asString()) > 0) continue;
                ObjectNode failure = Json.object("TargetId", id.asString(), "ErrorCode", "ResourceNotFoundException");
                failed.add(failure.put(
                        "ErrorMessage", "Rule " + rule + " does not have a target with the Id " + id.asString() + "."));
            }
            return null;
        });
        output.put("FailedEntryCount", failed.size());
        output.set("FailedEntries", failed);
        return output;
    }

    JsonNode list(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String rule = request.path("Rule").asString("");
        int limit = request.path("Limit").asInt(PAGE_TARGETS);
        String after = request.path("NextToken").asString("");
        List<ObjectNode> found = database.read(tx -> {
            rows.requireBus(tx, bus);
            rows.requireRule(tx, bus, rule);
            return rows.targets(tx, bus, rule, after, limit + 1);
        });
        ArrayNode shown = Json.array();
        found.subList(0, Math.min(limit, found.size())).forEach(shown::add);
        ObjectNode output = Json.object();
        output.set("Targets", shown);
        if (found.size() > limit) output.set("NextToken", found.get(limit - 1).path("Id"));
        return output;
    }

    JsonNode rulesByTarget(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String arn = request.path("TargetArn").asString("");
        int limit = request.path("Limit").asInt(PAGE_TARGETS);
        String after = request.path("NextToken").asString("");
        List<String> found = database.read(tx -> {
            rows.requireBus(tx, bus);
            return rows.rulesByTarget(tx, bus, arn, after, limit + 1);
        });
        ArrayNode names = Json.array();
        found.subList(0, Math.min(limit, found.size())).forEach(names::add);
        ObjectNode output = Json.object();
        output.set("RuleNames", names);
        if (found.size() > limit) output.put("NextToken", found.get(limit - 1));
        return output;
    }
}
