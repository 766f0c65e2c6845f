package dev.sluice.functions;

import tools.jackson.databind.JsonNode;

/// How one invocation ended.
public sealed interface Invocation {
    /// What the function answered, or the error object it failed with.
    JsonNode payload();

    /// The last 4 KiB of what the code printed.
    String log();

    /// The handler returned.
    record Returned(JsonNode payload, String log) implements Invocation {}

    /// The handler threw, timed out or its process died.
    ///
    /// @param type the error's name: an exception's type, `Sandbox.Timedout`, `Runtime.ExitError` …
    /// @param message what the error says
    /// @param payload `{"errorMessage", "errorType", …}` as Lambda answers it
    record Failed(String type, String message, JsonNode payload, String log) implements Invocation {}
}
