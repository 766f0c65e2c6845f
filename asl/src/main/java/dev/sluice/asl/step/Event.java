package dev.sluice.asl.step;

import dev.sluice.asl.model.StateType;
import dev.sluice.asl.model.TaskResource;
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

    /// A fact about the frame that its stamp names.
    sealed interface OfFrame extends Event {}

    /// A fact about the call of the Task state that its frame is in.
    sealed interface OfTask extends OfFrame {}

    /// `ExecutionStarted`.
    ///
    /// @param inputText the caller's exact text, which history repeats as it came
    record ExecutionStarted(Stamp stamp, JsonNode input, String inputText) implements Event {}

    /// `PassStateEntered` and so on.
    ///
    /// @param inputText the caller's exact text, which history repeats for the first state; null for all others
    record StateEntered(
            Stamp stamp,
            StateType type,
            String state,
            JsonNode input,
            @Nullable String inputText) implements OfFrame {}

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
            implements OfFrame {}

    /// `WaitStateAborted`, `TaskStateAborted`, `ParallelStateAborted` or `MapStateAborted`.
    record StateAborted(Stamp stamp, StateType type) implements Event {}

    /// Hidden: a Wait state has worked out how long it waits.
    record WaitArmed(Stamp stamp, long untilMillis) implements OfFrame {}

    /// Hidden: a failed state will be tried again.
    ///
    /// @param retrier which of the state's retriers, from 0
    record RetryArmed(Stamp stamp, int retrier, long untilMillis) implements OfFrame {}

    /// Hidden: the delay before a retry is over.
    record RetryBegan(Stamp stamp) implements OfFrame {}

    /// `TaskScheduled`, `LambdaFunctionScheduled` or `ActivityScheduled`.
    ///
    /// @param attempt counts the tries of this entry into the state, from 0
    record TaskScheduled(Stamp stamp, int attempt, TaskCall call) implements OfTask {}

    /// `TaskStarted`, `LambdaFunctionStarted` or `ActivityStarted`.
    ///
    /// @param workerName of an activity's worker, if it named itself
    record TaskStarted(
            Stamp stamp, TaskResource resource, @Nullable String workerName) implements OfTask {}

    /// `TaskSubmitted`: the called service has accepted, the result comes later.
    record TaskSubmitted(Stamp stamp, TaskResource resource, JsonNode output) implements OfTask {}

    /// Hidden: a worker has shown that it lives.
    record HeartbeatReceived(Stamp stamp) implements OfTask {}

    /// `TaskSucceeded`, `LambdaFunctionSucceeded` or `ActivitySucceeded`.
    record TaskSucceeded(Stamp stamp, TaskResource resource, JsonNode output) implements OfTask {}

    /// `TaskFailed`, `TaskTimedOut`, `LambdaFunctionScheduleFailed` and so on.
    record TaskFailed(Stamp stamp, TaskResource resource, TaskStage stage, Failure failure) implements OfTask {}

    /// `EvaluationFailed`: an expression gave an error or the wrong type.
    ///
    /// @param location the field, such as `Output/result`, where AWS names it
    record EvaluationFailed(
            Stamp stamp,
            String state,
            Failure failure,
            @Nullable String location) implements OfFrame {}

    /// `ParallelStateStarted`; creates one frame for each branch.
    ///
    /// @param input what every branch starts with
    /// @param firstFrame the frame of branch 0; the others follow it
    record ParallelStarted(Stamp stamp, JsonNode input, int firstFrame) implements OfFrame {}

    /// `MapStateStarted` of an inline Map.
    record MapStarted(Stamp stamp, MapPlan plan) implements OfFrame {}

    /// `MapStateStarted` of a distributed Map.
    record MapRunPlanned(Stamp stamp, int attempt, MapRunPlan plan) implements OfFrame {}

    /// Hidden: how many failures the planned map run tolerates.
    record MapRunBounded(Stamp stamp, Tolerance tolerated) implements OfFrame {}

    /// `MapIterationStarted`; creates the frame that the stamp names.
    ///
    /// @param parent the Map's frame
    /// @param input what the item's processor starts with
    record IterationStarted(Stamp stamp, int parent, String map, int index, JsonNode input) implements Event {}

    /// `MapIterationSucceeded`, `MapIterationFailed` or `MapIterationAborted`.
    record IterationEnded(Stamp stamp, String map, int index, Outcome outcome) implements Event {}

    /// `ParallelStateSucceeded`, `MapStateFailed` and so on: the branches or items are done with.
    ///
    /// @param failure why it failed; null if it succeeded
    record ChildrenEnded(
            Stamp stamp, StateType type, @Nullable Failure failure) implements OfFrame {}

    /// Hidden: a Parallel's branch has come to its end.
    record BranchEnded(Stamp stamp) implements OfFrame {}

    /// `MapRunStarted`.
    record MapRunStarted(Stamp stamp, String mapRunArn) implements OfFrame {}

    /// `MapRunSucceeded`, `MapRunFailed` or `MapRunAborted`.
    ///
    /// @param result null unless it succeeded
    /// @param failure null unless it failed
    record MapRunEnded(
            Stamp stamp,
            Outcome outcome,
            @Nullable JsonNode result,
            @Nullable Failure failure) implements OfFrame {}

    /// `ExecutionSucceeded`.
    record ExecutionSucceeded(Stamp stamp, JsonNode output) implements Event {}

    /// `ExecutionFailed`.
    record ExecutionFailed(Stamp stamp, Failure failure) implements Event {}

    /// `ExecutionTimedOut`.
    record ExecutionTimedOut(Stamp stamp, Failure failure) implements Event {}

    /// `ExecutionAborted`: somebody stopped it.
    record ExecutionAborted(Stamp stamp, Failure failure) implements Event {}
}
