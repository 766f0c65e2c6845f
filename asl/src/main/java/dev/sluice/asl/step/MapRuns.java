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
record MapRuns(State.Map map, Distribution distribution, int maxConcurrency, Scope scope) {

    /// The plan, tolerating no failure yet. @param items null if a reader brings them
    MapRunPlan plan(@Nullable JsonNode items) {
        return new MapRunPlan(
                distribution.label(),
                distribution.express(),
                maxConcurrency,
                Tolerance.NONE,
                items,
                reader(distribution.reader()),
                batcher(distribution.batcher()),
                writer(distribution.writer()));
    }

    private @Nullable ObjectNode reader(Distribution.@Nullable Reader reader) {
        if (reader == null) return null;
        ObjectNode node = Json.object("Resource", reader.resource());
        call(node, reader.arguments(), "ItemReader");
        ObjectNode config = Json.object();
        JsonNode written = reader.config();
        if (written != null) {
            written.properties().forEach(each -> {
                if (!each.getKey().startsWith("MaxItems")) config.set(each.getKey(), each.getValue());
            });
        }
        if (reader.maxItems() != null) config.put("MaxItems", Numbers.integer(reader.maxItems(), scope));
        if (!config.isEmpty()) node.set("ReaderConfig", config);
        return node;
    }

    private @Nullable ObjectNode batcher(Distribution.@Nullable Batcher batcher) {
        if (batcher == null) return null;
        ObjectNode node = Json.object();
        number(node, "MaxItemsPerBatch", batcher.maxItems());
        number(node, "MaxInputBytesPerBatch", batcher.maxBytes());
        Template batchInput = batcher.batchInput();
        if (batchInput != null) node.set("BatchInput", batchInput.evaluate(scope, "ItemBatcher/BatchInput"));
        return node;
    }

    private @Nullable ObjectNode writer(Distribution.@Nullable Writer writer) {
        if (writer == null) return null;
        ObjectNode node = Json.object();
        if (writer.resource() != null) node.put("Resource", writer.resource());
        call(node, writer.arguments(), "ResultWriter");
        if (writer.config() != null) node.set("WriterConfig", writer.config());
        return node;
    }

    private void call(ObjectNode node, @Nullable Template arguments, String field) {
        if (arguments == null) return;
        String location = field + (map.core().jsonata() ? "/Arguments" : "/Parameters");
        node.set("Parameters", arguments.evaluate(scope, location));
    }

    private void number(ObjectNode node, String field, @Nullable Quantity quantity) {
        if (quantity != null) node.put(field, Numbers.integer(quantity, scope));
    }
}
