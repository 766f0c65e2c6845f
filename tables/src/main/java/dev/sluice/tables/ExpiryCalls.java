package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.journal.Database;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.Table;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// UpdateTimeToLive and DescribeTimeToLive, and the deletion of items whose time has come.
///
/// @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html">Time to live</a>
final class ExpiryCalls {
    /// Items that expired longer ago stay, as with AWS: their attribute is taken for a mistake.
    private static final Duration OLDEST = Duration.ofDays(5 * 365);

    private final Database database;
    private final Catalogue catalogue;
    private final Items items;
    private final InstantSource clock;

    ExpiryCalls(Database database, Catalogue catalogue, Items items, InstantSource clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.items = items;
        this.clock = clock;
    }

    JsonNode update(JsonNode request) {
        JsonNode wanted = request.path("TimeToLiveSpecification");
        String attribute = wanted.path("AttributeName").asString();
        boolean enable = wanted.path("Enabled").asBoolean();
        database.write(tx -> {
            Table table = catalogue.require(tx, Requests.table(request));
            String current = table.expiryAttribute();
            if (current == null && !enable) throw Requests.invalid("TimeToLive is already disabled");
            if (current != null && !current.equals(attribute))
                throw Requests.invalid(
                        "TimeToLive is active on a different AttributeName: current AttributeName is " + current);
            if (current != null && enable) throw Requests.invalid("TimeToLive is already enabled");
            ObjectNode definition = table.copyOfDefinition();
            if (enable) definition.set("Ttl", Json.object("AttributeName", attribute));
            else definition.remove("Ttl");
            items.reschedule(tx, catalogue.redefine(tx, table, definition));
            return null;
        });
        ObjectNode output = Json.object();
        output.set("TimeToLiveSpecification", wanted);
        return output;
    }

    JsonNode describe(JsonNode request) {
        String attribute = database.read(
                tx -> catalogue.require(tx, Requests.table(request)).expiryAttribute());
        ObjectNode description = Json.object("TimeToLiveStatus", attribute == null ? "DISABLED" : "ENABLED");
        if (attribute != null) description.put("AttributeName", attribute);
        ObjectNode output = Json.object();
        output.set("TimeToLiveDescription", description);
        return output;
    }

    /// Deletes all items whose time has come. @return how many
    int sweep() {
        long now = clock.instant().getEpochSecond();
        long oldest = now - OLDEST.toSeconds();
        int swept = 0;
        for (Table table : database.read(catalogue::all)) {
            if (table.expiryAttribute() == null) continue;
            int gone;
            do {
                gone = sweep(table.name(), oldest, now);
                swept += gone;
            } while (gone == Items.ROWS_AT_ONCE_MAX);
        }
        return swept;
    }

    private int sweep(String name, long oldest, long now) {
        return database.write(tx -> {
            Table table = catalogue.find(tx, name).orElse(null);
            if (table == null || table.expiryAttribute() == null) return 0;
            List<Items.Stored> expired = items.expired(tx, table, oldest, now);
            for (Items.Stored stored : expired) items.delete(tx, table, stored);
            return expired.size();
        });
    }
}
