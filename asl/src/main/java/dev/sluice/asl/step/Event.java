package dev.sluice.asl.step;

import dev.sluice.asl.model.StateType;
import dev.sluice.asl.model.TaskResource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A fact about an execution: all that is needed to replay it and to show it as AWS's history does.
///
/// The meaning of a kind never changes once an execution may have been written with it. Facts with a
/// [Stamp#visible()] id are AWS's history events; the others hold what AWS keeps to itself.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
public sealed interface Event {
    /// Where and when.
    Stamp stamp();

    /// `ExecutionStarted`.
    ///
    /// @param inputText the caller's exact text, which history repeats as it came
    record ExecutionStarted(Stamp stamp, JsonNode input, String inputText) implements Event {}

    /// `PassStateEntered` and so on.
    record StateEntered(Stamp stamp, StateType type, String state, JsonNode input) implements Event {}

    /// `PassStateExited` and so on.
    ///
    /// @param assigned the variables that the state sets, in the order history shows; null if it assigns none
    /// @param next the state that follows; null at the end of its branch
    record StateExited(
            Stamp stamp,
            StateType type,
            String state,
            JsonNode output,
            @Nullable ObjectNode assigned,
            @Nullable String next)
            implements Event {}

    /// `WaitStateAborted`, `TaskStateAborted`, `ParallelStateAborted` or `MapStateAborted`.
    record StateAborted(Stamp stamp, StateType type) implements Event {}

    /// Hidden: a Wait state has worked out how long it waits.
    record WaitArmed(Stamp stamp, long untilMillis) implements Event {}

    /// Hidden: a failed state will be tried again.
    ///
    /// @param retrier which of the state's retriers, from 0
    record RetryArmed(Stamp stamp, int retrier, long untilMillis) implements Event {}

    /// Hidden: a fully read time limit for the whole execution.
    record DeadlineArmed(Stamp stamp, long untilMillis) implements Event {}

    /// `TaskScheduled`, `LambdaFunctionScheduled` or `ActivityScheduled`.
    ///
    /// @param attempt counts the tries of this entry into the state, from 0
    record TaskScheduled(Stamp stamp, int attempt, TaskCall call) implements Event {}

    /// `TaskStarted`, `LambdaFunctionStarted` or `ActivityStarted`.
    ///
    /// @param workerName of an activity's worker, if it named itself
    record TaskStarted(
            Stamp stamp, TaskResource resource, @Nullable String workerName) implements Event {}

    /// `TaskSubmitted`: the called service has accepted, the result comes later.
    record TaskSubmitted(Stamp stamp, TaskResource resource, JsonNode output) implements Event {}

    /// Hidden: a worker has shown that it lives.
    record HeartbeatReceived(Stamp stamp) implements Event {}

    /// `TaskSucceeded`, `LambdaFunctionSucceeded` or `ActivitySucceeded`.
    record TaskSucceeded(Stamp stamp, TaskResource resource, JsonNode output) implements Event {}

    /// `TaskFailed`, `TaskTimedOut`, `LambdaFunctionScheduleFailed` and so on.
    record TaskFailed(Stamp stamp, TaskResource resource, TaskStage stage, Failure failure) implements Event {}

    /// `EvaluationFailed`: an expression gave an error or the wrong type.
    ///
    /// @param location the field, such as `Output/result`, where AWS names it
    record EvaluationFailed(
            Stamp stamp,
            String state,
            Failure failure,
            @Nullable String location) implements Event {}

    /// `ParallelStateStarted`; creates one frame for each branch.
    ///
    /// @param input what every branch starts with
    /// @param firstFrame the frame of branch 0; the others follow it
    record ParallelStarted(Stamp stamp, JsonNode input, int firstFrame) implements Event {}

    /// `MapStateStarted` of an inline Map.
    record MapStarted(Stamp stamp, MapPlan plan) implements Event {}

    /// `MapStateStarted` of a distributed Map.
    record MapRunPlanned(Stamp stamp, int attempt, MapRunPlan plan) implements Event {}

    /// `MapIterationStarted`; creates the frame that the stamp names.
    ///
    /// @param parent the Map's frame
    /// @param input what the item's processor starts with
    record IterationStarted(Stamp stamp, int parent, String map, int index, JsonNode input) implements Event {}

    /// `MapIterationSucceeded`, `MapIterationFailed` or `MapIterationAborted`.
    record IterationEnded(Stamp stamp, String map, int index, Outcome outcome) implements Event {}

    /// `ParallelStateSucceeded`, `MapStateFailed` and so on: the branches or items are done with.
    ///
    /// @param result what they gave; null unless it succeeded
    /// @param failure why it failed; null unless it did
    record ChildrenEnded(
            Stamp stamp,
            StateType type,
            @Nullable JsonNode result,
            @Nullable Failure failure) implements Event {}

    /// Hidden: a failed Parallel or Map starts over after a retry, so its frames are dropped.
    record ChildrenDropped(Stamp stamp, List<Integer> frames) implements Event {}

    /// `MapRunStarted`.
    record MapRunStarted(Stamp stamp, String mapRunArn) implements Event {}

    /// `MapRunSucceeded`, `MapRunFailed` or `MapRunAborted`.
    ///
    /// @param result null unless it succeeded
    /// @param failure null unless it failed
    record MapRunEnded(
            Stamp stamp,
            Outcome outcome,
            @Nullable JsonNode result,
            @Nullable Failure failure) implements Event {}

    /// `ExecutionSucceeded`.
    record ExecutionSucceeded(Stamp stamp, JsonNode output) implements Event {}

    /// `ExecutionFailed`.
    record ExecutionFailed(Stamp stamp, Failure failure) implements Event {}

    /// `ExecutionTimedOut`.
    record ExecutionTimedOut(Stamp stamp, Failure failure) implements Event {}

    /// `ExecutionAborted`: somebody stopped it.
    record ExecutionAborted(Stamp stamp, Failure failure) implements Event {}
}
