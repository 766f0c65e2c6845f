package dev.sluice.asl.step;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an execution wants from the outside world. To be carried out only after the events of the same turn are
// durable.
public sealed interface Command {
    /// Make this call; answer with [Signal.TaskStarted], [Signal.TaskSubmitted], then a result.
    ///
    /// @param entry the id of the event with which the state was entered
    /// @param state the state's name
    record ScheduleTask(int entry, int attempt, String state, TaskCall call) implements Command {}

    /// Only after a replay: a call that had been started. Go on waiting for its result, or make it again.
    ///
    /// @param submitted what the called service answered, if it had accepted; else null
    record ResumeTask(
            int entry,
            int attempt,
            String state,
            TaskCall call,
            @Nullable JsonNode submitted) implements Command {}

    /// The result is no longer wanted.
    record CancelTask(int entry, int attempt) implements Command {}

    /// Answer with [Signal.TimerFired] then. An armed timer of the same id moves.
    record ArmTimer(TimerId timer, Instant at) implements Command {}

    /// The timer is no longer wanted.
    record CancelTimer(TimerId timer) implements Command {}

    /// Run the children; answer with [Signal.MapRunStarted], then a result.
    record StartMapRun(int entry, int attempt, String state, MapRunPlan plan) implements Command {}

    /// Abort the map run and its children.
    record CancelMapRun(int entry, int attempt) implements Command {}

    /// Call again with [Signal.Resume] when others have had their turn.
    record Continue() implements Command {}

    /// The execution has ended. @param output null unless it succeeded; @param failure null if it did
    record Close(
            ExecutionStatus status,
            @Nullable JsonNode output,
            @Nullable Failure failure) implements Command {}
}
