package dev.sluice.asl.step;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/// What an inline Map works through.
///
/// @param items the array, or the values of the object
/// @param keys an object's keys in the order of `items`; null for an array
/// @param maxConcurrency 0 for no limit of the definition's
/// @param tolerated how many items may fail
public record MapPlan(ArrayNode items, @Nullable ArrayNode keys, int maxConcurrency, Tolerance tolerated) {}
