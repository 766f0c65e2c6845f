package dev.sluice.asl.step;

import dev.sluice.asl.model.StateType;
import dev.sluice.asl.model.TaskResource;
import dev.sluice.core.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Shows facts as AWS's GetExecutionHistory does.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">API</a>
public final class History {
    private static final int MILLIS_SCALE = 3;

    private final Identity identity;
    private final boolean includeData;

    private History(Identity identity, boolean includeData) {
        this.identity = identity;
        this.includeData = includeData;
    }

    /// The history event, its `timestamp` in seconds with decimals; empty for a hidden fact.
    ///
    /// @param identity of the execution, for its role and region
    /// @param includeData whether inputs and outputs are shown
    public static Optional<ObjectNode> render(Event event, Identity identity, boolean includeData) {
        Stamp stamp = event.stamp();
        if (!stamp.visible()) return Optional.empty();
        ObjectNode shown = Json.object();
        shown.put("timestamp", BigDecimal.valueOf(stamp.atMillis(), MILLIS_SCALE));
        String type = type(event);
        shown.put("type", type);
        shown.put("id", stamp.id());
        shown.put("previousEventId", stamp.previous());
        ObjectNode details = new History(identity, includeData).details(event);
        if (details != null) shown.set(detailsField(event, type), details);
        return Optional.of(shown);
    }

    /// The event's `type`, such as `TaskStateEntered`; for hidden facts a name of no meaning to AWS.
    public static String type(Event event) {
        return switch (event) {
            case Event.StateEntered entered -> entered.type().text() + "StateEntered";
            case Event.StateExited exited -> exited.type().text() + "StateExited";
            case Event.StateAborted aborted -> aborted.type().text() + "StateAborted";
            case Event.ChildrenEnded ended ->
                ended.type().text() + (ended.failure() == null ? "StateSucceeded" : "StateFailed");
            case Event.ParallelStarted _ -> StateType.PARALLEL.text() + "StateStarted";
            case Event.MapStarted _, Event.MapRunPlanned _ -> StateType.MAP.text() + "StateStarted";
            case Event.IterationStarted _ -> "MapIterationStarted";
            case Event.IterationEnded ended -> "MapIteration" + word(ended.outcome());
            case Event.MapRunEnded ended -> "MapRun" + word(ended.outcome());
            case Event.TaskScheduled scheduled -> family(scheduled.call().resource()) + "Scheduled";
            case Event.TaskStarted started -> family(started.resource()) + "Started";
            case Event.TaskSubmitted submitted -> family(submitted.resource()) + "Submitted";
            case Event.TaskSucceeded succeeded -> family(succeeded.resource()) + "Succeeded";
            case Event.TaskFailed failed -> family(failed.resource()) + failed(failed);
            case Event.ExecutionStarted _,
                    Event.ExecutionSucceeded _,
                    Event.ExecutionFailed _,
                    Event.ExecutionTimedOut _,
                    Event.ExecutionAborted _,
                    Event.EvaluationFailed _,
                    Event.MapRunStarted _,
                    Event.WaitArmed _,
                    Event.RetryArmed _,
                    Event.RetryBegan _,
                    Event.HeartbeatReceived _,
                    Event.MapRunBounded _,
                    Event.BranchEnded _ -> event.getClass().getSimpleName();
        };
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "Succeeded";
            case FAILED -> "Failed";
            case ABORTED -> "Aborted";
        };
    }

    private static String family(TaskResource resource) {
        return switch (resource.kind()) {
            case LAMBDA -> "LambdaFunction";
            case ACTIVITY -> "Activity";
            case SERVICE -> "Task";
        };
    }

    private static String failed(Event.TaskFailed event) {
        TaskResource.Kind kind = event.resource().kind();
        return switch (event.stage()) {
            case SCHEDULE_FAILED -> kind == TaskResource.Kind.SERVICE ? "Failed" : "ScheduleFailed";
            case START_FAILED -> kind == TaskResource.Kind.ACTIVITY ? "Failed" : "StartFailed";
            case SUBMIT_FAILED -> kind == TaskResource.Kind.SERVICE ? "SubmitFailed" : "Failed";
            case FAILED -> "Failed";
            case TIMED_OUT, HEARTBEAT_TIMED_OUT -> "TimedOut";
        };
    }

    private static String detailsField(Event event, String type) {
        return switch (event) {
            case Event.StateEntered _ -> "stateEnteredEventDetails";
            case Event.StateExited _ -> "stateExitedEventDetails";
            case Event _ -> type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "EventDetails";
        };
    }

    private @Nullable ObjectNode details(Event event) {
        return switch (event) {
            case Event.ExecutionStarted started -> {
                ObjectNode details = text(Json.object(), "input", started.inputText());
                yield details.put("roleArn", identity.roleArn());
            }
            case Event.StateEntered entered -> entered(entered);
            case Event.StateExited exited -> exited(exited);
            case Event.TaskScheduled scheduled -> scheduled(scheduled.call());
            case Event.TaskStarted started -> started(started);
            case Event.TaskSubmitted submitted -> data(task(submitted.resource()), "output", submitted.output());
            case Event.TaskSucceeded succeeded -> data(task(succeeded.resource()), "output", succeeded.output());
            case Event.TaskFailed failed -> failure(task(failed.resource()), failed.failure());
            case Event.EvaluationFailed failed -> {
                ObjectNode details = failure(Json.object(), failed.failure());
                if (failed.location() != null) details.put("location", failed.location());
                yield details.put("state", failed.state());
            }
            case Event.MapStarted started ->
                Json.object().put("length", started.plan().items().size());
            case Event.MapRunPlanned planned -> Json.object().put("length", length(planned.plan()));
            case Event.IterationStarted started -> iteration(started.map(), started.index());
            case Event.IterationEnded ended -> iteration(ended.map(), ended.index());
            case Event.MapRunStarted started -> Json.object("mapRunArn", started.mapRunArn());
            case Event.MapRunEnded ended -> ended.failure() == null ? null : failure(Json.object(), ended.failure());
            case Event.ExecutionSucceeded succeeded -> data(Json.object(), "output", succeeded.output());
            case Event.ExecutionFailed failed -> failure(Json.object(), failed.failure());
            case Event.ExecutionTimedOut timedOut -> failure(Json.object(), timedOut.failure());
            case Event.ExecutionAborted aborted -> failure(Json.object(), aborted.failure());
            case Event.StateAborted _,
                    Event.ChildrenEnded _,
                    Event.ParallelStarted _,
                    Event.WaitArmed _,
                    Event.RetryArmed _,
                    Event.RetryBegan _,
                    Event.HeartbeatReceived _,
                    Event.MapRunBounded _,
                    Event.BranchEnded _ -> null;
        };
    }

    private ObjectNode entered(Event.StateEntered entered) {
        ObjectNode details = Json.object("name", entered.state());
        return entered.inputText() == null
                ? data(details, "input", entered.input())
                : text(details, "input", entered.inputText());
    }

    private ObjectNode exited(Event.StateExited exited) {
        ObjectNode details = data(Json.object("name", exited.state()), "output", exited.output());
        ObjectNode assigned = exited.assigned();
        if (assigned == null || !includeData) return details;
        ObjectNode texts = Json.object();
        assigned.properties().forEach(each -> texts.put(each.getKey(), Json.write(each.getValue())));
        details.set("assignedVariables", texts);
        return details.set("assignedVariablesDetails", notTruncated());
    }

    private ObjectNode scheduled(TaskCall call) {
        TaskResource resource = call.resource();
        ObjectNode details;
        if (resource.kind() == TaskResource.Kind.SERVICE) {
            details = task(resource).put("region", identity.region());
            if (includeData) details.put("parameters", Json.write(call.parameters()));
        } else {
            details = data(Json.object("resource", resource.arn()), "input", call.parameters());
        }
        if (call.timeoutSeconds() != null) details.put("timeoutInSeconds", call.timeoutSeconds());
        if (call.heartbeatSeconds() != null) details.put("heartbeatInSeconds", call.heartbeatSeconds());
        if (call.roleArn() != null) details.set("taskCredentials", Json.object("roleArn", call.roleArn()));
        return details;
    }

    private static @Nullable ObjectNode started(Event.TaskStarted started) {
        return switch (started.resource().kind()) {
            case LAMBDA -> null;
            case ACTIVITY ->
                started.workerName() == null ? Json.object() : Json.object("workerName", started.workerName());
            case SERVICE -> task(started.resource());
        };
    }

    private static ObjectNode task(TaskResource resource) {
        return resource.kind() == TaskResource.Kind.SERVICE
                ? Json.object("resourceType", resource.service(), "resource", resource.action())
                : Json.object();
    }

    private static int length(MapRunPlan plan) {
        JsonNode items = plan.items();
        return items == null ? 0 : items.size();
    }

    private static ObjectNode iteration(String map, int index) {
        return Json.object("name", map).put("index", index);
    }

    private static ObjectNode failure(ObjectNode details, Failure failure) {
        if (failure.error() != null) details.put("error", failure.error());
        if (failure.cause() != null) details.put("cause", failure.cause());
        return details;
    }

    private ObjectNode data(ObjectNode details, String field, JsonNode value) {
        return includeData ? text(details, field, Json.write(value)) : details;
    }

    private ObjectNode text(ObjectNode details, String field, String value) {
        if (!includeData) return details;
        details.put(field, value);
        return details.set(field + "Details", notTruncated());
    }

    private static ObjectNode notTruncated() {
        return Json.object().put("truncated", false);
    }
}
