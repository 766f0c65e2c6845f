package dev.sluice.events.bus;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import dev.sluice.events.Owner;
import dev.sluice.events.delivery.Source;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// PutEvents and TestEventPattern, and the events that schedules make.
final class EventCalls {
    private static final int EVENT_BYTES_MAX = 1_048_576;

    private final Database database;
    private final BusRows rows;
    private final Firing firing;
    private final Owner owner;
    private final InstantSource clock;
    private final Ids ids;

    EventCalls(Database database, BusRows rows, Firing firing, Owner owner, Source source) {
        this.database = database;
        this.rows = rows;
        this.firing = firing;
        this.owner = owner;
        this.clock = source.clock();
        this.ids = source.ids();
    }

    JsonNode put(JsonNode request, Origin origin) {
        if (request.hasNonNull("EndpointId")) throw BusErrors.invalid("EndpointId is not supported here.");
        if (Json.sizeBytes(request.path("Entries")) > EVENT_BYTES_MAX)
            throw BusErrors.invalid("Total size of the entries in the request is over the limit.");
        ArrayNode answers = Json.array();
        int[] failed = {0};
        database.write(tx -> {
            for (JsonNode entry : request.path("Entries")) {
                ObjectNode answer = answer(tx, entry, origin);
                if (answer.has("ErrorCode")) failed[0]++;
                answers.add(answer);
            }
            return null;
        });
        ObjectNode output = Json.object();
        output.put("FailedEntryCount", failed[0]);
        output.set("Entries", answers);
        return output;
    }

    private ObjectNode answer(Tx tx, JsonNode entry, Origin origin) {
        try {
            ObjectNode event = event(entry);
            // An event to a bus that isn't there is taken and dropped, as with EventBridge.
            rows.bus(tx, BusRows.busName(entry.path("EventBusName")))
                    .ifPresent(bus -> firing.take(tx, bus, event, origin.lineage(), false));
            return Json.object("EventId", event.path("id").asString());
        } catch (Refused e) {
            return Json.object("ErrorCode", e.code(), "ErrorMessage", e.text());
        }
    }

    private ObjectNode event(JsonNode entry) {
        String source = required(entry, "Source");
        String type = required(entry, "DetailType");
        String detail = required(entry, "Detail");
        if (source.startsWith("aws."))
            throw new Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        JsonNode time = entry.path("Time");
        Instant at = time.isNumber()
                ? Instant.ofEpochMilli(
                        time.decimalValue().multiply(BigDecimal.valueOf(1_000)).longValue())
                : clock.instant();
        return envelope(source, type, at, entry.path("Resources"), detail(detail));
    }

    private static String required(JsonNode entry, String member) {
        String value = entry.path(member).asString("");
        if (value.isEmpty())
            throw new Refused(
                    "InvalidArgument",
                    "Parameter " + member + " is not valid. Reason: " + member + " is a required argument.");
        return value;
    }

    private static JsonNode detail(String text) {
        try {
            JsonNode detail = Json.parse(text);
            if (detail.isObject()) return detail;
        } catch (MalformedJson e) {
            throw malformed();
        }
        throw malformed();
    }

    private static Refused malformed() {
        return new Refused("MalformedDetail", "Detail is malformed.");
    }

    private ObjectNode envelope(String source, String type, Instant at, JsonNode resources, JsonNode detail) {
        ObjectNode event = Json.object("version", "0", "id", ids.next(), "detail-type", type, "source", source);
        event.put("account", owner.account());
        event.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", owner.region());
        event.set("resources", resources.isArray() ? resources : Json.array());
        event.set("detail", detail);
        return event;
    }

    /// Takes in an event of AWS's own, such as S3's, on the default bus.
    ///
    /// @param envelope the whole event; `id` and `time` are added if they are missing
    void take(JsonNode envelope, String lineage) {
        // Every execution makes two of these and most servers have no rule: then not even the text is made.
        if (!database.read(tx -> firing.listens(tx, rows.requireBus(tx, BusRows.DEFAULT)))) return;
        ObjectNode event = envelope(
                envelope.path("source").asString(),
                envelope.path("detail-type").asString(),
                clock.instant(),
                envelope.path("resources"),
                envelope.path("detail"));
        for (String member : new String[] {"id", "time", "account", "region"})
            if (envelope.has(member)) event.set(member, envelope.get(member));
        // Most such events concern no rule; those cost no disk sync.
        if (!database.read(tx -> firing.concerns(tx, rows.requireBus(tx, BusRows.DEFAULT), event))) return;
        database.write(tx -> {
            firing.take(tx, rows.requireBus(tx, BusRows.DEFAULT), event, lineage, false);
            return null;
        });
    }

    /// Fires the rules whose schedule is due, once each however often they were due while the server was down.
    ///
    /// @return how many fired
    int fireDue() {
        Instant now = clock.instant();
        if (database.read(tx -> rows.due(tx, now.getEpochSecond())).isEmpty()) return 0;
        return database.write(tx -> {
            int fired = 0;
            for (BusRows.DueRule due : rows.due(tx, now.getEpochSecond())) {
                Rule rule = due.rule();
                ArrayNode resources = Json.array().add(rows.ruleArn(rule.bus(), rule.name()));
                Instant scheduled = Instant.ofEpochSecond(due.dueSecond());
                ObjectNode event = envelope("aws.events", "Scheduled Event", scheduled, resources, Json.object());
                firing.fire(tx, rule, event, "", false);
                rows.schedule(tx, rule, next(rule, scheduled, now));
                fired++;
            }
            return fired;
        });
    }

    /// When a rule fires next, epoch seconds; null for never.
    static @Nullable Long next(Rule rule, Instant last, Instant now) {
        if (!rule.enabled() || rule.schedule().isEmpty()) return null;
        Schedule schedule = Schedule.parse(rule.schedule());
        // A rate keeps its beat; after a long stop it begins a new one.
        Instant next = schedule.after(last).orElse(null);
        if (next != null && !next.isAfter(now)) next = schedule.after(now).orElse(null);
        return next == null ? null : next.getEpochSecond();
    }

    JsonNode testPattern(JsonNode request) {
        String pattern = request.path("EventPattern").asString("");
        String event = request.path("Event").asString("");
        checkPattern(pattern);
        requireEvent(event);
        try {
            ObjectNode output = Json.object();
            output.put("Result", Ruler.matchesRule(event, pattern));
            return output;
        } catch (Exception e) {
            // The library declares no narrower type; both texts were checked.
            throw BusErrors.pattern(String.valueOf(e.getMessage()));
        }
    }

    private static void requireEvent(String text) {
        try {
            JsonNode event = Json.parse(text);
            for (String member :
                    new String[] {"id", "account", "source", "time", "region", "resources", "detail-type"}) {
                if (!event.has(member))
                    throw BusErrors.invalid(
                            "Parameter Event is not valid. Reason: " + member + " is a required argument.");
            }
        } catch (MalformedJson e) {
            throw BusErrors.invalid("Parameter Event is not valid.");
        }
    }

    /// @throws Refused with the pattern engine's own reason
    static void checkPattern(String pattern) {
        String problem = JsonRuleCompiler.check(pattern);
        if (problem != null) throw BusErrors.pattern(problem);
    }
}
