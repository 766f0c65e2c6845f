package dev.sluice.events.bus;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Making, describing, listing and deleting buses; tags of buses and rules.
final class BusCalls {
    private static final int PAGE_BUSES = 100;
    private static final int BUSES_MAX = 100;
    private static final int TAGS_MAX = 50;

    private final Database database;
    private final BusRows rows;
    private final InstantSource clock;

    BusCalls(Database database, BusRows rows, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.clock = clock;
    }

    JsonNode create(JsonNode request) {
        String name = request.path("Name").asString("");
        for (String member : new String[] {"EventSourceName", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"})
            if (request.hasNonNull(member)) throw BusErrors.invalid("Parameter " + member + " is not supported here.");
        if (name.contains("/")) throw BusErrors.invalid("Event bus name must not contain '/'.");
        ObjectNode settings = Json.object();
        for (String member : new String[] {"Description", "Tags"})
            if (request.hasNonNull(member)) settings.set(member, request.get(member));
        BigDecimal now = BigDecimal.valueOf(clock.millis(), 3);
        settings.put("CreationTime", now);
        settings.put("LastModifiedTime", now);
        database.write(tx -> {
            if (rows.bus(tx, name).isPresent())
                throw new Refused("ResourceAlreadyExistsException", "Event bus " + name + " already exists.");
            if (rows.buses(tx, "", "", BUSES_MAX).size() >= BUSES_MAX)
                throw new Refused(
                        "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
            rows.saveBus(tx, name, settings);
            return null;
        });
        ObjectNode output = Json.object("EventBusArn", rows.busArn(name));
        if (settings.has("Description")) output.set("Description", settings.get("Description"));
        return output;
    }

    JsonNode describe(JsonNode request) {
        String name = BusRows.busName(request.path("Name"));
        return described(database.read(tx -> rows.requireBus(tx, name)));
    }

    private ObjectNode described(BusRows.Bus bus) {
        ObjectNode text = Json.object("Name", bus.name(), "Arn", rows.busArn(bus.name()));
        for (String member : new String[] {"Description", "CreationTime", "LastModifiedTime"})
            if (bus.settings().has(member)) text.set(member, bus.settings().get(member));
        return text;
    }

    JsonNode list(JsonNode request) {
        int limit = request.path("Limit").asInt(PAGE_BUSES);
        String prefix = request.path("NamePrefix").asString("");
        String after = request.path("NextToken").asString("");
        List<BusRows.Bus> found = database.read(tx -> rows.buses(tx, prefix, after, limit + 1));
        ArrayNode shown = Json.array();
        found.subList(0, Math.min(limit, found.size())).forEach(bus -> shown.add(described(bus)));
        ObjectNode output = Json.object();
        output.set("EventBuses", shown);
        if (found.size() > limit) output.put("NextToken", found.get(limit - 1).name());
        return output;
    }

    JsonNode delete(JsonNode request) {
        String name = BusRows.busName(request.path("Name"));
        if (name.equals(BusRows.DEFAULT)) throw BusErrors.invalid("Cannot delete event bus default.");
        database.write(tx -> {
            if (rows.ruleCount(tx, name) > 0) throw BusErrors.invalid("Event bus can't be deleted since it has rules.");
            rows.deleteBus(tx, name);
            return null;
        });
        return Json.object();
    }

    JsonNode tags(JsonNode request) {
        JsonNode tags = database.read(tx -> settings(tx, request).path("Tags"));
        ObjectNode output = Json.object();
        output.set("Tags", tags.isArray() ? tags : Json.array());
        return output;
    }

    JsonNode tag(JsonNode request) {
        return change(request, tags -> {
            for (JsonNode tag : request.path("Tags")) {
                remove(tags, tag.path("Key").asString());
                tags.add(tag);
            }
        });
    }

    JsonNode untag(JsonNode request) {
        return change(request, tags -> {
            for (JsonNode key : request.path("TagKeys")) remove(tags, key.asString());
        });
    }

    private static void remove(ArrayNode tags, String key) {
        tags.removeIf(tag -> tag.path("Key").asString().equals(key));
    }

    private JsonNode change(JsonNode request, Consumer<ArrayNode> change) {
        database.write(tx -> {
            ObjectNode settings = settings(tx, request).deepCopy();
            ArrayNode tags = settings.get("Tags") instanceof ArrayNode there ? there : Json.array();
            change.accept(tags);
            if (tags.size() > TAGS_MAX)
                throw BusErrors.invalid("The number of tags exceeds the limit of " + TAGS_MAX + ".");
            settings.set("Tags", tags);
            save(tx, request, settings);
            return null;
        });
        return Json.object();
    }

    /// What the ARN's rule or bus is set up with. @throws Refused if there is no such thing
    private ObjectNode settings(Tx tx, JsonNode request) {
        String arn = request.path("ResourceARN").asString("");
        Rule rule = rule(tx, arn);
        if (rule != null) return rule.settings();
        String bus = BusRows.busName(Json.text(arn));
        return rows.requireBus(tx, bus).settings();
    }

    /// The rule an ARN names; null if it is no rule's ARN.
    private @Nullable Rule rule(Tx tx, String arn) {
        int at = arn.indexOf(":rule/");
        if (at < 0) return null;
        String[] parts = arn.substring(at + ":rule/".length()).split("/", 2);
        String bus = parts.length == 2 ? parts[0] : BusRows.DEFAULT;
        return rows.requireRule(tx, bus, parts[parts.length - 1]);
    }

    private void save(Tx tx, JsonNode request, ObjectNode settings) {
        String arn = request.path("ResourceARN").asString("");
        Rule rule = rule(tx, arn);
        if (rule == null) rows.saveBus(tx, BusRows.busName(Json.text(arn)), settings);
        else rows.saveSettings(tx, rule, settings);
    }
}
