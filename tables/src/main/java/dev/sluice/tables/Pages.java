package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import dev.sluice.tables.expression.Condition;
import dev.sluice.tables.expression.KeyCondition;
import dev.sluice.tables.expression.Kind;
import dev.sluice.tables.expression.Placeholders;
import dev.sluice.tables.expression.Projection;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Index;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.KeySchema;
import dev.sluice.tables.store.Table;
import dev.sluice.tables.value.KeyBytes;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Query and Scan: pages of items in the order of their keys.
final class Pages {
    /// What one page reads at most, before its filter, bytes.
    static final int PAGE_BYTES_MAX = 1024 * 1024;

    private final Database database;
    private final Catalogue catalogue;
    private final Items items;

    Pages(Database database, Catalogue catalogue, Items items) {
        this.database = database;
        this.catalogue = catalogue;
        this.items = items;
    }

    /// What a page shows of the items it reads, and how many it reads.
    private record View(
            @Nullable Condition filter, @Nullable Projection projection, boolean countOnly, int limit) {
        static View of(JsonNode request, Placeholders placeholders) {
            String select = request.path("Select").asString("");
            Projection projection = Requests.projection(request, placeholders);
            if (projection != null && !select.isEmpty() && !select.equals("SPECIFIC_ATTRIBUTES"))
                throw Requests.invalid(
                        select.equals("COUNT")
                                ? "Cannot specify the AttributesToGet when choosing to get only the Count"
                                : "Cannot specify the AttributesToGet when choosing to get " + select);
            if (projection == null && select.equals("SPECIFIC_ATTRIBUTES"))
                throw Requests.invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                        + " SPECIFIC_ATTRIBUTES");
            return new View(
                    Requests.condition(request, Kind.FILTER, placeholders),
                    projection,
                    select.equals("COUNT"),
                    request.path("Limit").asInt(Integer.MAX_VALUE));
        }
    }

    JsonNode query(JsonNode request) {
        Requests.refuseLegacy(request);
        Placeholders placeholders = Placeholders.of(request, Kind.FILTER, Kind.KEY_CONDITION);
        View view = View.of(request, placeholders);
        String expression = request.path(Kind.KEY_CONDITION.parameter()).asString("");
        if (!request.has(Kind.KEY_CONDITION.parameter()))
            throw Requests.invalid(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        return database.read(tx -> {
            Table table = catalogue.require(tx, Requests.table(request));
            Index index = index(table, request);
            KeySchema key = index == null ? table.key() : index.key();
            KeyCondition keys = KeyCondition.parse(expression, placeholders, key.partition(), key.sort());
            placeholders.requireAllUsed();
            requireNoKey(view.filter, key);
            Items.Range range = range(request, table, index, keys);
            return page(tx, request, view, new Source(table, index, range));
        });
    }

    private static Items.Range range(JsonNode request, Table table, @Nullable Index index, KeyCondition keys) {
        byte[] partition = KeyBytes.partition(keys.partition());
        byte[] low = keys.low();
        byte[] high = keys.high();
        if (index != null) {
            // An index's places begin with the sort key, ended, so the bounds have to be written the same way.
            low = low.length == 0 ? low : KeyBytes.ended(low);
            high = high == null ? null : KeyBytes.ended(high);
        }
        Items.Position after = start(request, table, index);
        if (after != null && !Arrays.equals(after.partition(), partition))
            throw Requests.invalid(
                    "The provided starting key is outside query boundaries based on provided conditions");
        return new Items.Range(
                partition, low, high, request.path("ScanIndexForward").asBoolean(true), after);
    }

    private static void requireNoKey(@Nullable Condition filter, KeySchema key) {
        if (filter == null) return;
        for (var attribute : key.attributes()) {
            if (filter.mentions(attribute.name()))
                throw Requests.invalid("Filter Expression can only contain non-primary key attributes: Primary key"
                        + " attribute: " + attribute.name());
        }
    }

    JsonNode scan(JsonNode request) {
        Requests.refuseLegacy(request);
        Placeholders placeholders = Placeholders.of(request, Kind.FILTER);
        View view = View.of(request, placeholders);
        placeholders.requireAllUsed();
        int segments = request.path("TotalSegments").asInt(1);
        int segment = request.path("Segment").asInt(0);
        if (request.has("Segment") != request.has("TotalSegments"))
            throw Requests.invalid(
                    request.has("Segment")
                            ? "The TotalSegments parameter is required but was not present in the request when Segment"
                                    + " parameter is present"
                            : "The Segment parameter is required but was not present in the request when parameter"
                                    + " TotalSegments is present");
        if (segment >= segments)
            throw Requests.invalid("The Segment parameter is zero-based and must be less than parameter TotalSegments:"
                    + " Segment: " + segment + " is not less than TotalSegments: " + segments);
        return database.read(tx -> {
            Table table = catalogue.require(tx, Requests.table(request));
            Index index = index(table, request);
            byte[] high = segment == segments - 1 ? null : segmentStart(segment + 1, segments);
            Items.Position after = start(request, table, index);
            Items.Range range = new Items.Range(null, segmentStart(segment, segments), high, true, after);
            return page(tx, request, view, new Source(table, index, range));
        });
    }

    /// Partitions begin with an evenly spread hash, so equal parts of its range are equal parts of the table.
    private static byte[] segmentStart(int segment, int segments) {
        long start = (1L << 32) * segment / segments;
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) start).array();
    }

    private static @Nullable Index index(Table table, JsonNode request) {
        if (!request.hasNonNull("IndexName")) {
            if (request.path("Select").asString("").equals("ALL_PROJECTED_ATTRIBUTES"))
                throw Requests.invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
            return null;
        }
        Index index = table.index(request.path("IndexName").asString());
        if (index.global() && request.path("ConsistentRead").asBoolean(false))
            throw Requests.invalid("Consistent reads are not supported on global secondary indexes");
        if (index.global()
                && index.projected() != null
                && request.path("Select").asString("").equals("ALL_ATTRIBUTES"))
            throw Requests.invalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not"
                    + " supported for global secondary index " + index.name()
                    + " because its projection type is not ALL");
        return index;
    }

    /// Where ExclusiveStartKey stands; null where there is none.
    private static Items.@Nullable Position start(JsonNode request, Table table, @Nullable Index index) {
        if (!request.path("ExclusiveStartKey").isObject()) return null;
        Value.Document key = ValueJson.readItem(request.path("ExclusiveStartKey"));
        Value.Document expected = lastKey(table, index, key);
        boolean whole = table.key().isIn(key) && (index == null || index.key().isIn(key));
        if (!whole || !expected.equals(key)) throw Requests.invalid("The provided starting key is invalid");
        return index == null
                ? new Items.Position(
                        table.key().partitionBytes(key), table.key().sortBytes(key))
                : new Items.Position(index.key().partitionBytes(key), index.place(key, table.key()));
    }

    /// The key of an item in an index and in its table.
    private static Value.Document lastKey(Table table, @Nullable Index index, Value.Document item) {
        Map<String, Value> key = new LinkedHashMap<>(table.key().of(item).attributes());
        if (index != null) key.putAll(index.key().of(item).attributes());
        return new Value.Document(key);
    }

    private record Source(Table table, @Nullable Index index, Items.Range range) {}

    private JsonNode page(Tx tx, JsonNode request, View view, Source source) {
        Page page = new Page(view, source);
        items.walk(tx, source.table, source.index, source.range, page::take);
        Capacity capacity = new Capacity(request, false);
        capacity.read(
                source.table,
                source.index,
                page.bytes,
                request.path("ConsistentRead").asBoolean(false));
        ObjectNode output = page.output();
        capacity.tell(output);
        return output;
    }

    /// One page while it fills.
    private static final class Page {
        private final View view;
        private final Source source;
        private final boolean projected;
        private final ArrayNode shown = Json.array();
        private int read;
        private int matched;
        private long bytes;
        private Value.@Nullable Document last;

        Page(View view, Source source) {
            this.view = view;
            this.source = source;
            // A local index fetches what it doesn't hold from the table if it is asked for.
            this.projected = source.index != null && (source.index.global() || view.projection == null);
        }

        boolean take(Items.Stored stored) {
            Index index = source.index;
            Value.Document item = index != null && projected ? index.project(stored.item()) : stored.item();
            read++;
            bytes += index == null || index.projected() == null ? stored.bytes() : ValueJson.itemBytes(item);
            if (view.filter == null || view.filter.holds(item)) {
                matched++;
                if (!view.countOnly)
                    shown.add(ValueJson.write(view.projection == null ? item : view.projection.of(item)));
            }
            boolean full = read >= view.limit || bytes >= PAGE_BYTES_MAX;
            if (full) last = stored.item();
            return !full;
        }

        ObjectNode output() {
            ObjectNode output = Json.object();
            if (!view.countOnly) output.set("Items", shown);
            output.put("Count", matched);
            output.put("ScannedCount", read);
            if (last != null)
                output.set("LastEvaluatedKey", ValueJson.write(lastKey(source.table, source.index, last)));
            return output;
        }
    }
}
