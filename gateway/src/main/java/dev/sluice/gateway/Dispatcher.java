package dev.sluice.gateway;

import tools.jackson.databind.JsonNode;

/// Calls a service inside the process with the same validation and policies as a call over the wire.
/// Step Functions' SDK integrations use it.
@FunctionalInterface
public interface Dispatcher {
    /// @param service the model's name, such as `dynamodb`
    /// @param operation as the model spells it, such as `PutItem`
    /// @return the output structure, in the shapes [Service] describes
    /// @throws dev.sluice.core.Refused as the wire would answer, with code and text
    JsonNode call(String service, String operation, JsonNode input, Caller caller);
}
