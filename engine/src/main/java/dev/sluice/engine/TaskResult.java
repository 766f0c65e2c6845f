package dev.sluice.engine;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What came of an attempt.
public sealed interface TaskResult {
    /// Done.
    record Succeeded(JsonNode output) implements TaskResult {}

    /// Failed. @param error such as `Lambda.Unknown`; what a Retry or a Catch compares with
    record Failed(String error, @Nullable String cause) implements TaskResult {}

    /// Accepted, to be finished later: by a task token, or by the end of a job.
    ///
    /// @param output the service's answer
    record Submitted(JsonNode output) implements TaskResult {}
}
