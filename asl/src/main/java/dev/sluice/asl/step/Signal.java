package dev.sluice.asl.step;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the outside world tells an execution.
///
/// `entry` is the id of the event with which the state was entered and `attempt` counts its tries from 0: a late,
/// repeated or foreign signal matches no waiting state and changes nothing.
public sealed interface Signal {
    /// Begin. @param inputText the caller's exact text of `input`
    record Start(JsonNode input, String inputText) implements Signal {}

    /// Go on after [Command.Continue].
    record Resume() implements Signal {}

    /// The call is being made, or a worker has taken the activity's task.
    record TaskStarted(int entry, int attempt, @Nullable String workerName) implements Signal {}

    /// The called service has accepted; the result comes later.
    record TaskSubmitted(int entry, int attempt, JsonNode output) implements Signal {}

    /// A worker shows that it lives.
    record Heartbeat(int entry, int attempt) implements Signal {}

    /// The result.
    record TaskSucceeded(int entry, int attempt, JsonNode output) implements Signal {}

    /// The task has failed. @param stage [TaskStage#TIMED_OUT] if the function itself ran out of time
    record TaskFailed(int entry, int attempt, TaskStage stage, Failure failure) implements Signal {}

    /// An armed timer is due.
    record TimerFired(TimerId timer) implements Signal {}

    /// The map run exists.
    record MapRunStarted(int entry, int attempt, String mapRunArn) implements Signal {}

    /// The map run's children are done. @param result the Map state's result: an array, or the writer's receipt
    record MapRunSucceeded(int entry, int attempt, JsonNode result) implements Signal {}

    /// The map run has failed: too many failures, or its items couldn't be read.
    record MapRunFailed(int entry, int attempt, Failure failure) implements Signal {}

    /// Somebody stops the execution.
    record Stop(Failure failure) implements Signal {}
}
