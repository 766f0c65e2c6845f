package dev.sluice.conformance;

import tools.jackson.databind.JsonNode;

/// Something that answers AWS calls.
@FunctionalInterface
interface Endpoint {
    /// One call. @param service as the recordings name it, such as `stepfunctions`
    Reply call(String service, String operation, JsonNode params);
}
