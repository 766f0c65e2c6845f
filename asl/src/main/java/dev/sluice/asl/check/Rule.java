package dev.sluice.asl.check;

import tools.jackson.databind.JsonNode;

/// What a field's value must be.
@FunctionalInterface
interface Rule {
    /// Tells the spot's report what is wrong with the value.
    void check(Spot at, JsonNode value);
}
