package dev.sluice.asl.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a distributed Map has beyond an inline one.
///
/// @param label the map run's name; null for the state's name
/// @param express whether the children are EXPRESS executions
/// @param reader where items come from; null if the input holds them
/// @param batcher how items are grouped; null for one by one
/// @param writer where results go; null if they come back as an array
public record Distribution(
        @Nullable String label,
        boolean express,
        @Nullable Reader reader,
        @Nullable Batcher batcher,
        @Nullable Writer writer) {

    /// `ItemReader`.
    ///
    /// @param maxItems null for all
    /// @param config `ReaderConfig` without the item limit; null if absent
    public record Reader(
            String resource,
            @Nullable Template arguments,
            @Nullable Quantity maxItems,
            @Nullable JsonNode config) {}

    /// `ItemBatcher`. @param batchInput goes into every batch; null for none
    public record Batcher(
            @Nullable Quantity maxItems,
            @Nullable Quantity maxBytes,
            @Nullable Template batchInput) {}

    /// `ResultWriter`. @param resource null if the definition only configures the format
    public record Writer(
            @Nullable String resource,
            @Nullable Template arguments,
            @Nullable JsonNode config) {}
}
