package dev.sluice.asl.step;

import dev.sluice.asl.model.Distribution;
import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.model.State;
import dev.sluice.asl.model.Template;
import dev.sluice.asl.query.Scope;
import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Evaluates a distributed Map's configuration.
final class MapRuns {
    /// What bounds a map run.
    record Limits(int maxConcurrency, Tolerance tolerance) {}

    private MapRuns() {}

    static MapRunPlan plan(
            State.Map map, Distribution distribution, Limits limits, @Nullable JsonNode items, Scope scope) {
        String label = distribution.label();
        return new MapRunPlan(
                label == null ? map.name() : label,
                distribution.express(),
                limits.maxConcurrency(),
                limits.tolerance(),
                items,
                reader(map, distribution.reader(), scope),
                batcher(distribution.batcher(), scope),
                writer(map, distribution.writer(), scope));
    }

    private static @Nullable ObjectNode reader(State.Map map, Distribution.@Nullable Reader reader, Scope scope) {
        if (reader == null) return null;
        ObjectNode node = Json.object("Resource", reader.resource());
        call(map, node, reader.arguments(), scope, "ItemReader");
        ObjectNode config = Json.object();
        JsonNode written = reader.config();
        if (written != null) {
            written.properties().forEach(each -> {
                if (!each.getKey().startsWith("MaxItems")) config.set(each.getKey(), each.getValue());
            });
        }
        if (reader.maxItems() != null) config.put("MaxItems", Numbers.integer(reader.maxItems(), scope));
        if (map.itemsPath() != null) node.put("ItemsPath", map.itemsPath().text());
        if (!config.isEmpty()) node.set("ReaderConfig", config);
        return node;
    }

    private static @Nullable ObjectNode batcher(Distribution.@Nullable Batcher batcher, Scope scope) {
        if (batcher == null) return null;
        ObjectNode node = Json.object();
        number(node, "MaxItemsPerBatch", batcher.maxItems(), scope);
        number(node, "MaxInputBytesPerBatch", batcher.maxBytes(), scope);
        Template batchInput = batcher.batchInput();
        if (batchInput != null) node.set("BatchInput", batchInput.evaluate(scope, "ItemBatcher/BatchInput"));
        return node;
    }

    private static @Nullable ObjectNode writer(State.Map map, Distribution.@Nullable Writer writer, Scope scope) {
        if (writer == null) return null;
        ObjectNode node = Json.object();
        if (writer.resource() != null) node.put("Resource", writer.resource());
        call(map, node, writer.arguments(), scope, "ResultWriter");
        if (writer.config() != null) node.set("WriterConfig", writer.config());
        return node;
    }

    private static void call(
            State.Map map, ObjectNode node, @Nullable Template arguments, Scope scope, String field) {
        if (arguments == null) return;
        String location = field + (map.core().jsonata() ? "/Arguments" : "/Parameters");
        node.set("Parameters", arguments.evaluate(scope, location));
    }

    private static void number(ObjectNode node, String field, @Nullable Quantity quantity, Scope scope) {
        if (quantity != null) node.put(field, Numbers.integer(quantity, scope));
    }
}
