package dev.sluice.asl.step;

import tools.jackson.databind.node.ArrayNode;

/// What an inline Map works through.
///
/// @param maxConcurrency 0 for no limit of the definition's
/// @param tolerated how many items may fail
public record MapPlan(ArrayNode items, int maxConcurrency) {}
