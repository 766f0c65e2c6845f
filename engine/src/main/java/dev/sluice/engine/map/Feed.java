package dev.sluice.engine.map;

import dev.sluice.asl.step.MapRunPlan;
import dev.sluice.core.Json;
import dev.sluice.engine.ItemSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The inputs of a map run's children, one after the other: items read, selected, gathered into batches.
///
/// The same plan gives the same inputs in the same order each time, which is what makes a run resumable.
final class Feed implements AutoCloseable {
    /// Items read ahead and selected together.
    static final int READ_AHEAD_ITEMS = 100;

    /// Bytes of a child's input, AWS's quota.
    static final long INPUT_BYTES_MAX = 262_144;

    private final Selector selector;
    private final ItemSource.@Nullable Items source;
    private final @Nullable Iterator<JsonNode> given;
    private final @Nullable ObjectNode batcher;
    private final ArrayDeque<JsonNode> selected = new ArrayDeque<>();
    private int read;

    /// Applies the item selector to items from an index on.
    interface Selector {
        List<JsonNode> select(int firstIndex, List<JsonNode> items);
    }

    /// One child's input. @param items how many items it holds
    record Input(JsonNode json, int items) {}

    Feed(MapRunPlan plan, ItemSource items, String roleArn, Selector selector) {
        this.selector = selector;
        this.batcher = plan.batcher();
        JsonNode array = plan.items();
        ObjectNode reader = plan.reader();
        this.given = array == null ? null : array.iterator();
        this.source = array != null || reader == null ? null : items.open(reader(reader, roleArn));
    }

    private static ItemSource.Reader reader(ObjectNode reader, String roleArn) {
        JsonNode config = reader.get("ReaderConfig");
        return new ItemSource.Reader(
                reader.path("Resource").asString(""),
                reader.has("Parameters") ? reader.path("Parameters") : Json.object(),
                config == null ? Json.object() : config,
                roleArn);
    }

    /// The next child's input, or null at the end.
    @Nullable
    Input next() {
        JsonNode first = item();
        if (first == null) return null;
        return batcher == null ? new Input(first, 1) : batch(first, batcher);
    }

    /// How many items have been read.
    int itemsRead() {
        return read;
    }

    private Input batch(JsonNode first, ObjectNode config) {
        long itemsMax = config.path("MaxItemsPerBatch").asLong(Long.MAX_VALUE);
        long bytesMax = Math.min(config.path("MaxInputBytesPerBatch").asLong(INPUT_BYTES_MAX), INPUT_BYTES_MAX);
        ObjectNode input = Json.object();
        if (config.has("BatchInput")) input.set("BatchInput", config.path("BatchInput"));
        ArrayNode items = input.putArray("Items");
        long bytes = (long) Json.sizeBytes(input) + Json.sizeBytes(first);
        items.add(first);
        while (items.size() < itemsMax) {
            JsonNode next = item();
            if (next == null) break;
            bytes += 1 + Json.sizeBytes(next);
            if (bytes > bytesMax) {
                selected.addFirst(next);
                break;
            }
            items.add(next);
        }
        return new Input(input, items.size());
    }

    private @Nullable JsonNode item() {
        if (selected.isEmpty()) selected.addAll(readAhead());
        return selected.poll();
    }

    private List<JsonNode> readAhead() {
        List<JsonNode> items = new ArrayList<>(READ_AHEAD_ITEMS);
        JsonNode item;
        while (items.size() < READ_AHEAD_ITEMS && (item = raw()) != null) items.add(item);
        int first = read;
        read += items.size();
        return items.isEmpty() ? items : selector.select(first, items);
    }

    private @Nullable JsonNode raw() {
        if (given != null) return given.hasNext() ? given.next() : null;
        return source == null ? null : source.next();
    }

    @Override
    public void close() {
        if (source != null) source.close();
    }
}
