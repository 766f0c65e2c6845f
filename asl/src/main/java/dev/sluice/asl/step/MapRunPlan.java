package dev.sluice.asl.step;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a distributed Map runs, all of its configuration evaluated except the item selector, which needs each item.
///
/// @param label the state's `Label`, for the map run's ARN; null without, when AWS makes up a UUID
/// @param express whether the children are EXPRESS executions
/// @param maxConcurrency 0 for no limit of the definition's
/// @param items the items, if they come from the state's input; null if a reader brings them
/// @param reader `{Resource, Parameters, ReaderConfig}`, evaluated; null if the items are given
/// @param batcher `{MaxItemsPerBatch, MaxInputBytesPerBatch, BatchInput}`, evaluated; null without batches
/// @param writer `{Resource, Parameters, WriterConfig}`, evaluated; null if the results come back as an array
public record MapRunPlan(
        @Nullable String label,
        boolean express,
        int maxConcurrency,
        Tolerance tolerated,
        @Nullable JsonNode items,
        @Nullable ObjectNode reader,
        @Nullable ObjectNode batcher,
        @Nullable ObjectNode writer) {
    /// Whether history chains the Map's exit to the run's start instead of its end: as recorded of runs without a
    /// bound on their concurrency and of runs in batches.
    boolean exitFollowsStart() {
        return maxConcurrency == 0 || batcher != null;
    }

    /// The same plan with another tolerance.
    MapRunPlan tolerating(Tolerance other) {
        return new MapRunPlan(label, express, maxConcurrency, other, items, reader, batcher, writer);
    }
}
