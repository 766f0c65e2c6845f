package dev.sluice.asl.step;

import dev.sluice.asl.model.StateType;
import dev.sluice.asl.model.TaskResource;
import java.io.DataInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what [EventWriter] wrote.
final class EventReader {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int SHIFT_MAX = 63;
    private static final int TEXT_BYTES_MAX = 64 << 20;
    private static final StateType[] TYPES = StateType.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final TaskStage[] STAGES = TaskStage.values();

    private final DataInput in;
    private final EventCodec.PayloadSource payloads;

    EventReader(DataInput in, EventCodec.PayloadSource payloads) {
        this.in = in;
        this.payloads = payloads;
    }

    Event read() throws IOException {
        int kind = in.readUnsignedByte();
        Stamp stamp = new Stamp(integer(), integer(), integer(), number());
        return switch (kind) {
            case EventCodec.EXECUTION_STARTED -> new Event.ExecutionStarted(stamp, payload(), text());
            case EventCodec.STATE_ENTERED -> new Event.StateEntered(stamp, type(), text(), payload(), optionalText());
            case EventCodec.STATE_EXITED ->
                new Event.StateExited(stamp, type(), text(), payload(), optionalObject(), optionalText());
            case EventCodec.STATE_ABORTED -> new Event.StateAborted(stamp, type());
            case EventCodec.WAIT_ARMED -> new Event.WaitArmed(stamp, number());
            case EventCodec.RETRY_ARMED -> new Event.RetryArmed(stamp, integer(), number());
            case EventCodec.RETRY_BEGAN -> new Event.RetryBegan(stamp);
            case EventCodec.TASK_SCHEDULED -> new Event.TaskScheduled(stamp, integer(), call());
            case EventCodec.TASK_STARTED -> new Event.TaskStarted(stamp, resource(), optionalText());
            case EventCodec.TASK_SUBMITTED -> new Event.TaskSubmitted(stamp, resource(), payload());
            case EventCodec.HEARTBEAT_RECEIVED -> new Event.HeartbeatReceived(stamp);
            case EventCodec.TASK_SUCCEEDED -> new Event.TaskSucceeded(stamp, resource(), payload());
            case EventCodec.TASK_FAILED -> new Event.TaskFailed(stamp, resource(), STAGES[integer()], failure());
            case EventCodec.EVALUATION_FAILED -> new Event.EvaluationFailed(stamp, text(), failure(), optionalText());
            case EventCodec.PARALLEL_STARTED -> new Event.ParallelStarted(stamp, payload(), integer());
            case EventCodec.MAP_STARTED -> new Event.MapStarted(stamp, new MapPlan(array(), integer()));
            case EventCodec.MAP_RUN_PLANNED -> new Event.MapRunPlanned(stamp, integer(), plan());
            case EventCodec.MAP_RUN_BOUNDED -> new Event.MapRunBounded(stamp, tolerance());
            case EventCodec.ITERATION_STARTED ->
                new Event.IterationStarted(stamp, integer(), text(), integer(), payload());
            case EventCodec.ITERATION_ENDED -> new Event.IterationEnded(stamp, text(), integer(), OUTCOMES[integer()]);
            case EventCodec.CHILDREN_ENDED -> new Event.ChildrenEnded(stamp, type(), optionalFailure());
            case EventCodec.BRANCH_ENDED -> new Event.BranchEnded(stamp);
            case EventCodec.MAP_RUN_STARTED -> new Event.MapRunStarted(stamp, text());
            case EventCodec.MAP_RUN_ENDED ->
                new Event.MapRunEnded(stamp, OUTCOMES[integer()], optionalPayload(), optionalFailure());
            case EventCodec.EXECUTION_SUCCEEDED -> new Event.ExecutionSucceeded(stamp, payload());
            case EventCodec.EXECUTION_FAILED -> new Event.ExecutionFailed(stamp, failure());
            case EventCodec.EXECUTION_TIMED_OUT -> new Event.ExecutionTimedOut(stamp, failure());
            case EventCodec.EXECUTION_ABORTED -> new Event.ExecutionAborted(stamp, failure());
            default -> throw new IOException("no event of kind " + kind);
        };
    }

    private TaskCall call() throws IOException {
        return new TaskCall(resource(), payload(), optionalNumber(), optionalNumber(), optionalText());
    }

    private MapRunPlan plan() throws IOException {
        return new MapRunPlan(
                optionalText(),
                in.readBoolean(),
                integer(),
                tolerance(),
                optionalPayload(),
                optionalObject(),
                optionalObject(),
                optionalObject());
    }

    private Tolerance tolerance() throws IOException {
        return new Tolerance(number(), in.readDouble());
    }

    private StateType type() throws IOException {
        return TYPES[integer()];
    }

    private TaskResource resource() throws IOException {
        return TaskResource.of(text());
    }

    private Failure failure() throws IOException {
        return new Failure(optionalText(), optionalText());
    }

    private @Nullable Failure optionalFailure() throws IOException {
        return in.readBoolean() ? failure() : null;
    }

    private JsonNode payload() throws IOException {
        return payloads.get(integer());
    }

    private @Nullable JsonNode optionalPayload() throws IOException {
        return in.readBoolean() ? payload() : null;
    }

    private @Nullable ObjectNode optionalObject() throws IOException {
        JsonNode payload = optionalPayload();
        if (payload == null || payload instanceof ObjectNode) return (ObjectNode) payload;
        throw new IOException("expected an object");
    }

    private ArrayNode array() throws IOException {
        if (payload() instanceof ArrayNode array) return array;
        throw new IOException("expected an array");
    }

    private @Nullable Long optionalNumber() throws IOException {
        return in.readBoolean() ? number() : null;
    }

    private @Nullable String optionalText() throws IOException {
        return in.readBoolean() ? text() : null;
    }

    private String text() throws IOException {
        int length = integer();
        if (length < 0 || length > TEXT_BYTES_MAX) throw new IOException("a text of " + length + " bytes");
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int integer() throws IOException {
        return Math.toIntExact(number());
    }

    private long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift <= SHIFT_MAX; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & LOW_BITS) << shift;
            if ((next & MORE) == 0) return value;
        }
        throw new IOException("a number too long");
    }
}
