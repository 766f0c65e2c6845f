package dev.sluice.functions;

import tools.jackson.databind.JsonNode;

/// A function that Sluice brings along, run in this process. A user's function of the same name replaces it.
@FunctionalInterface
public interface BuiltInFunction {
    /// Answers one event. Called on a virtual thread; long computing belongs on a bounded pool of its own.
    ///
    /// @throws FunctionError to fail as a Lambda function does that throws
    JsonNode handle(JsonNode event, Call call);

    /// What a built-in function may know of its invocation.
    ///
    /// @param requestId unique for each invocation
    /// @param lineage where the event came from, to be passed on with everything the function writes; empty if
    ///     nowhere
    record Call(String requestId, String lineage) {}
}
