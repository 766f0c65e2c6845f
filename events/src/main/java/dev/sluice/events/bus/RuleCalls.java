package dev.sluice.events.bus;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Making, describing, listing, switching and deleting rules.
final class RuleCalls {
    private static final int PAGE_RULES = 100;

    private final Database database;
    private final BusRows rows;
    private final InstantSource clock;

    RuleCalls(Database database, BusRows rows, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.clock = clock;
    }

    JsonNode put(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String name = request.path("Name").asString("");
        ObjectNode settings = Json.object();
        for (String member : new String[] {"EventPattern", "ScheduleExpression", "Description", "RoleArn", "Tags"})
            if (request.hasNonNull(member)) settings.set(member, request.get(member));
        String state = request.path("State").asString("ENABLED");
        Rule rule = new Rule(bus, name, !state.equals("DISABLED"), settings);
        check(rule);
        Instant now = clock.instant();
        database.write(tx -> {
            rows.requireBus(tx, bus);
            Rule old = rows.rule(tx, bus, name).orElse(null);
            if (old == null && rows.ruleCount(tx, bus) >= Buses.RULES_MAX)
                throw new Refused(
                        "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
            // Tags are given when a rule is made; changing it later leaves them.
            if (old != null && old.settings().has("Tags"))
                settings.set("Tags", old.settings().get("Tags"));
            rows.saveRule(tx, rule, EventCalls.next(rule, now, now));
            return null;
        });
        return Json.object("RuleArn", rows.ruleArn(bus, name));
    }

    private static void check(Rule rule) {
        if (rule.pattern().isEmpty() && rule.schedule().isEmpty())
            throw BusErrors.invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        if (!rule.pattern().isEmpty()) EventCalls.checkPattern(rule.pattern());
        if (rule.schedule().isEmpty()) return;
        if (!rule.bus().equals(BusRows.DEFAULT))
            throw BusErrors.invalid("ScheduleExpression is supported only on the default event bus.");
        Schedule.parse(rule.schedule());
    }

    JsonNode describe(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        Rule rule = database.read(tx -> {
            rows.requireBus(tx, bus);
            return rows.requireRule(tx, bus, request.path("Name").asString(""));
        });
        return described(rule);
    }

    private ObjectNode described(Rule rule) {
        ObjectNode text = rule.describe();
        text.put("Arn", rows.ruleArn(rule.bus(), rule.name()));
        return text;
    }

    JsonNode list(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String prefix = request.path("NamePrefix").asString("");
        String after = request.path("NextToken").asString("");
        int limit = request.path("Limit").asInt(PAGE_RULES);
        List<Rule> found = database.read(tx -> {
            rows.requireBus(tx, bus);
            return rows.rules(tx, bus, prefix, after, limit + 1);
        });
        ArrayNode shown = Json.array();
        found.subList(0, Math.min(limit, found.size())).forEach(rule -> shown.add(described(rule)));
        ObjectNode output = Json.object();
        output.set("Rules", shown);
        if (found.size() > limit) output.put("NextToken", found.get(limit - 1).name());
        return output;
    }

    JsonNode enable(JsonNode request) {
        return turn(request, true);
    }

    JsonNode disable(JsonNode request) {
        return turn(request, false);
    }

    private JsonNode turn(JsonNode request, boolean enabled) {
        String bus = BusRows.busName(request.path("EventBusName"));
        Instant now = clock.instant();
        database.write(tx -> {
            rows.requireBus(tx, bus);
            Rule rule =
                    rows.requireRule(tx, bus, request.path("Name").asString("")).with(enabled);
            rows.saveRule(tx, rule, EventCalls.next(rule, now, now));
            return null;
        });
        return Json.object();
    }

    JsonNode delete(JsonNode request) {
        String bus = BusRows.busName(request.path("EventBusName"));
        String name = request.path("Name").asString("");
        database.write(tx -> {
            rows.requireBus(tx, bus);
            if (!rows.targets(tx, bus, name, "", 1).isEmpty())
                throw BusErrors.invalid("Rule can't be deleted since it has targets.");
            rows.deleteRule(tx, bus, name);
            return null;
        });
        return Json.object();
    }
}
