package dev.sluice.asl.step;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes facts; [EventReader] reads the same members in the same order.
final class EventWriter {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;

    private final DataOutput out;
    private final EventCodec.PayloadSink payloads;

    EventWriter(DataOutput out, EventCodec.PayloadSink payloads) {
        this.out = out;
        this.payloads = payloads;
    }

    void write(Event event) throws IOException {
        switch (event) {
            case Event.ExecutionStarted started -> started(started);
            case Event.StateEntered entered -> entered(entered);
            case Event.StateExited exited -> exited(exited);
            case Event.StateAborted(var stamp, var type) -> head(EventCodec.STATE_ABORTED, stamp, type.ordinal());
            case Event.WaitArmed(var stamp, var until) -> head(EventCodec.WAIT_ARMED, stamp, until);
            case Event.RetryArmed(var stamp, var retrier, var until) ->
                head(EventCodec.RETRY_ARMED, stamp, retrier, until);
            case Event.RetryBegan(var stamp) -> head(EventCodec.RETRY_BEGAN, stamp);
            case Event.OfTask ofTask -> task(ofTask);
            case Event.EvaluationFailed failed -> evaluation(failed);
            case Event.ParallelStarted started -> started(started);
            case Event.MapStarted started -> started(started);
            case Event.MapRunPlanned planned -> planned(planned);
            case Event.MapRunBounded(var stamp, var tolerated) -> {
                head(EventCodec.MAP_RUN_BOUNDED, stamp);
                tolerance(tolerated);
            }
            case Event.IterationStarted started -> started(started);
            case Event.IterationEnded ended -> ended(ended);
            case Event.ChildrenEnded(var stamp, var type, var failure) -> {
                head(EventCodec.CHILDREN_ENDED, stamp, type.ordinal());
                optionalFailure(failure);
            }
            case Event.BranchEnded(var stamp) -> head(EventCodec.BRANCH_ENDED, stamp);
            case Event.MapRunStarted(var stamp, var mapRunArn) -> {
                head(EventCodec.MAP_RUN_STARTED, stamp);
                text(mapRunArn);
            }
            case Event.MapRunEnded ended -> ended(ended);
            case Event.ExecutionSucceeded(var stamp, var output) -> {
                head(EventCodec.EXECUTION_SUCCEEDED, stamp);
                payload(output);
            }
            case Event.ExecutionFailed(var stamp, var failure) -> ended(EventCodec.EXECUTION_FAILED, stamp, failure);
            case Event.ExecutionTimedOut(var stamp, var failure) ->
                ended(EventCodec.EXECUTION_TIMED_OUT, stamp, failure);
            case Event.ExecutionAborted(var stamp, var failure) -> ended(EventCodec.EXECUTION_ABORTED, stamp, failure);
        }
    }

    private void started(Event.ExecutionStarted started) throws IOException {
        head(EventCodec.EXECUTION_STARTED, started.stamp());
        payload(started.input());
        text(started.inputText());
    }

    private void entered(Event.StateEntered entered) throws IOException {
        head(EventCodec.STATE_ENTERED, entered.stamp(), entered.type().ordinal());
        text(entered.state());
        payload(entered.input());
        optionalText(entered.inputText());
    }

    private void evaluation(Event.EvaluationFailed failed) throws IOException {
        head(EventCodec.EVALUATION_FAILED, failed.stamp());
        text(failed.state());
        failure(failed.failure());
        optionalText(failed.location());
    }

    private void started(Event.ParallelStarted started) throws IOException {
        head(EventCodec.PARALLEL_STARTED, started.stamp());
        payload(started.input());
        number(started.firstFrame());
    }

    private void started(Event.MapStarted started) throws IOException {
        head(EventCodec.MAP_STARTED, started.stamp());
        payload(started.plan().items());
        number(started.plan().maxConcurrency());
    }

    private void planned(Event.MapRunPlanned planned) throws IOException {
        head(EventCodec.MAP_RUN_PLANNED, planned.stamp(), planned.attempt());
        plan(planned.plan());
    }

    private void started(Event.IterationStarted started) throws IOException {
        head(EventCodec.ITERATION_STARTED, started.stamp(), started.parent());
        text(started.map());
        number(started.index());
        payload(started.input());
    }

    private void ended(Event.IterationEnded ended) throws IOException {
        head(EventCodec.ITERATION_ENDED, ended.stamp());
        text(ended.map());
        number(ended.index());
        number(ended.outcome().ordinal());
    }

    private void ended(Event.MapRunEnded ended) throws IOException {
        head(EventCodec.MAP_RUN_ENDED, ended.stamp(), ended.outcome().ordinal());
        optionalPayload(ended.result());
        optionalFailure(ended.failure());
    }

    private void exited(Event.StateExited exited) throws IOException {
        head(EventCodec.STATE_EXITED, exited.stamp());
        number(exited.type().ordinal());
        text(exited.state());
        payload(exited.output());
        optionalPayload(exited.assigned());
        optionalText(exited.next());
    }

    private void task(Event.OfTask event) throws IOException {
        switch (event) {
            case Event.TaskScheduled(var stamp, var attempt, var call) -> {
                head(EventCodec.TASK_SCHEDULED, stamp);
                number(attempt);
                text(call.resource().arn());
                payload(call.parameters());
                optionalNumber(call.timeoutSeconds());
                optionalNumber(call.heartbeatSeconds());
                optionalText(call.roleArn());
            }
            case Event.TaskStarted(var stamp, var resource, var workerName) -> {
                head(EventCodec.TASK_STARTED, stamp);
                text(resource.arn());
                optionalText(workerName);
            }
            case Event.TaskSubmitted(var stamp, var resource, var output) -> {
                head(EventCodec.TASK_SUBMITTED, stamp);
                text(resource.arn());
                payload(output);
            }
            case Event.HeartbeatReceived(var stamp) -> head(EventCodec.HEARTBEAT_RECEIVED, stamp);
            case Event.TaskSucceeded(var stamp, var resource, var output) -> {
                head(EventCodec.TASK_SUCCEEDED, stamp);
                text(resource.arn());
                payload(output);
            }
            case Event.TaskFailed(var stamp, var resource, var stage, var failure) -> {
                head(EventCodec.TASK_FAILED, stamp);
                text(resource.arn());
                number(stage.ordinal());
                failure(failure);
            }
        }
    }

    private void plan(MapRunPlan plan) throws IOException {
        optionalText(plan.label());
        out.writeBoolean(plan.express());
        number(plan.maxConcurrency());
        tolerance(plan.tolerated());
        optionalPayload(plan.items());
        optionalPayload(plan.reader());
        optionalPayload(plan.batcher());
        optionalPayload(plan.writer());
    }

    private void tolerance(Tolerance tolerance) throws IOException {
        number(tolerance.count());
        out.writeDouble(tolerance.percentage());
    }

    private void ended(int kind, Stamp stamp, Failure failure) throws IOException {
        head(kind, stamp);
        failure(failure);
    }

    private void head(int kind, Stamp stamp, long... members) throws IOException {
        out.writeByte(kind);
        number(stamp.frame());
        number(stamp.id());
        number(stamp.previous());
        number(stamp.atMillis());
        for (long member : members) number(member);
    }

    private void failure(Failure failure) throws IOException {
        optionalText(failure.error());
        optionalText(failure.cause());
    }

    private void optionalFailure(@Nullable Failure failure) throws IOException {
        out.writeBoolean(failure != null);
        if (failure != null) failure(failure);
    }

    private void payload(JsonNode payload) throws IOException {
        number(payloads.put(payload));
    }

    private void optionalPayload(@Nullable JsonNode payload) throws IOException {
        out.writeBoolean(payload != null);
        if (payload != null) payload(payload);
    }

    private void optionalNumber(@Nullable Long value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) number(value);
    }

    private void optionalText(@Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) text(text);
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.write(bytes);
    }

    /// Seven bits a byte, the lowest first, the top bit set on all but the last.
    private void number(long value) throws IOException {
        long rest = value;
        while ((rest & ~LOW_BITS) != 0) {
            out.writeByte((int) (rest & LOW_BITS) | MORE);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }
}
