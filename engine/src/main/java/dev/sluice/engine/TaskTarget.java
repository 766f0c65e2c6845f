package dev.sluice.engine;

import tools.jackson.databind.JsonNode;

/// How tasks leave the engine: the rest of the server, seen from a Task state.
///
/// An attempt may be run more than once with the same idempotency key if the process died before its result was
/// recorded; never again after.
public interface TaskTarget {
    /// Runs one attempt and answers with its result. Called on a virtual thread of its own and free to block.
    ///
    /// Services refuse by throwing [dev.sluice.core.Refused] or by answering [TaskResult.Failed]; anything else
    /// thrown
    /// fails the task as `States.TaskFailed`.
    ///
    /// @throws InterruptedException when the attempt timed out or its execution ended: stop working, the result is
    ///     not wanted any more
    TaskResult run(TaskRequest request) throws InterruptedException;

    /// Waits for the end of a job that [#run] answered as [TaskResult.Submitted], for resources ending in `.sync` or
    /// `.sync:2`. Called again with the same arguments after a restart.
    ///
    /// @param submitted what [#run] answered
    TaskResult await(TaskRequest request, JsonNode submitted) throws InterruptedException;

    /// Cancels such a job because its execution was stopped or its task timed out.
    void cancel(TaskRequest request, JsonNode submitted);
}
