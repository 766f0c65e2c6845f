package dev.sluice.asl.model;

import org.jspecify.annotations.Nullable;

/// One entry of `Choices`.
///
/// @param output JSONata's `Output`; null for the input
/// @param assign the variables it sets; null for none
public record ChoiceRule(
        Condition condition,
        String next,
        @Nullable Template output,
        @Nullable Template assign) {}
