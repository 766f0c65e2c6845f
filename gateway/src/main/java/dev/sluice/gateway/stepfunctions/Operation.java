package dev.sluice.gateway.stepfunctions;

import dev.sluice.gateway.Caller;
import tools.jackson.databind.JsonNode;

/// One operation of the API.
@FunctionalInterface
interface Operation {
    /// @param input passed the service model's constraints
    /// @throws dev.sluice.core.Refused with AWS's code and text
    JsonNode call(JsonNode input, Caller caller);
}
