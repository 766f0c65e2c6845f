package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import dev.sluice.tables.expression.Placeholders;
import dev.sluice.tables.expression.Projection;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.Table;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// GetItem and BatchGetItem. Every read is consistent, whatever it asks for; it counts as what it asked for.
final class ReadCalls {
    private static final int BATCH_KEYS_MAX = 100;
    private static final int BATCH_BYTES_MAX = 16 * 1024 * 1024;

    private final Database database;
    private final Catalogue catalogue;
    private final Items items;

    ReadCalls(Database database, Catalogue catalogue, Items items) {
        this.database = database;
        this.catalogue = catalogue;
        this.items = items;
    }

    /// One read of one item: by itself or in a transaction.
    record Read(String table, Value.Document key, @Nullable Projection projection, boolean consistent) {
        static Read parse(JsonNode request) {
            Placeholders placeholders = Placeholders.of(request);
            Projection projection = Requests.projection(request, placeholders);
            placeholders.requireAllUsed();
            return new Read(
                    Requests.table(request),
                    ValueJson.readItem(request.path("Key")),
                    projection,
                    request.path("ConsistentRead").asBoolean(false));
        }

        /// @return an object with the item under `Item`, or an empty one
        ObjectNode from(Tx tx, Catalogue catalogue, Items items, Capacity capacity) {
            Table target = catalogue.require(tx, table);
            target.key().requireKey(key);
            Items.Stored found = items.find(tx, target, key).orElse(null);
            capacity.read(target, null, found == null ? 0 : found.bytes(), consistent);
            ObjectNode output = Json.object();
            if (found != null) {
                Value.Document shown = projection == null ? found.item() : projection.of(found.item());
                output.set("Item", ValueJson.write(shown));
            }
            return output;
        }
    }

    JsonNode get(JsonNode request) {
        Read read = Read.parse(request);
        Capacity capacity = new Capacity(request, false);
        ObjectNode output = database.read(tx -> read.from(tx, catalogue, items, capacity));
        capacity.tell(output);
        return output;
    }

    JsonNode batch(JsonNode request) {
        JsonNode tables = request.path("RequestItems");
        int keys = 0;
        for (JsonNode table : tables) keys += table.path("Keys").size();
        if (keys > BATCH_KEYS_MAX) throw Requests.invalid("Too many items requested for the BatchGetItem call");
        Capacity capacity = new Capacity(request, false);
        return database.read(tx -> {
            ObjectNode responses = Json.object();
            ObjectNode unprocessed = Json.object();
            long[] budgetBytes = {BATCH_BYTES_MAX};
            for (var table : tables.properties()) {
                ArrayNode found = Json.array();
                ArrayNode left =
                        fromTable(tx, table.getKey(), table.getValue(), new Answer(found, capacity, budgetBytes));
                responses.set(table.getKey(), found);
                if (!left.isEmpty()) unprocessed.set(table.getKey(), withKeys(table.getValue(), left));
            }
            ObjectNode output = Json.object();
            output.set("Responses", responses);
            output.set("UnprocessedKeys", unprocessed);
            capacity.tellAll(output);
            return output;
        });
    }

    /// An answer while it fills. @param budgetBytes one number: how many bytes of items it may still take
    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(ArrayNode found, Capacity capacity, long[] budgetBytes) {}

    /// @return the keys that no longer fitted into the answer
    private ArrayNode fromTable(Tx tx, String name, JsonNode wanted, Answer answer) {
        Table table = catalogue.require(tx, name);
        Placeholders placeholders = Placeholders.of(wanted);
        Projection projection = Requests.projection(wanted, placeholders);
        placeholders.requireAllUsed();
        boolean consistent = wanted.path("ConsistentRead").asBoolean(false);
        requireDistinct(table, wanted.path("Keys"));
        ArrayNode left = Json.array();
        for (JsonNode json : wanted.path("Keys")) {
            if (answer.budgetBytes[0] <= 0) {
                left.add(json);
                continue;
            }
            Items.Stored stored =
                    items.find(tx, table, ValueJson.readItem(json)).orElse(null);
            answer.capacity.read(table, null, stored == null ? 0 : stored.bytes(), consistent);
            if (stored == null) continue;
            answer.budgetBytes[0] -= stored.bytes();
            answer.found.add(ValueJson.write(projection == null ? stored.item() : projection.of(stored.item())));
        }
        return left;
    }

    private static void requireDistinct(Table table, JsonNode keys) {
        Set<Value.Document> seen = new HashSet<>();
        for (JsonNode json : keys) {
            Value.Document key = ValueJson.readItem(json);
            table.key().requireKey(key);
            if (!seen.add(key)) throw Requests.invalid("Provided list of item keys contains duplicates");
        }
    }

    private static ObjectNode withKeys(JsonNode wanted, ArrayNode keys) {
        ObjectNode copy = (ObjectNode) wanted.deepCopy();
        copy.set("Keys", keys);
        return copy;
    }
}
