package dev.sluice.asl.step;

import dev.sluice.asl.model.State;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Turns signals into facts, ignoring those that come late, twice or for somebody else.
final class Reception {
    private static final Failure TIMEOUT = new Failure("States.Timeout", null);

    private final Run run;
    private final Execution execution;

    Reception(Run run) {
        this.run = run;
        this.execution = run.execution;
    }

    /// Whether the signal changed anything.
    boolean take(Signal signal) {
        return switch (signal) {
            case Signal.Start start -> start(start);
            case Signal.Resume _ -> !execution.frames.ready.isEmpty();
            case Signal.Stop stop -> stop(stop);
            case Signal.TimerFired fired -> timer(fired.timer());
            case Signal.TaskStarted started -> started(started);
            case Signal.TaskSubmitted submitted -> submitted(submitted);
            case Signal.Heartbeat beat -> heartbeat(beat);
            case Signal.TaskSucceeded succeeded -> succeeded(succeeded);
            case Signal.TaskFailed failed -> failed(failed);
            case Signal.MapRunStarted started -> mapRunStarted(started);
            case Signal.MapRunSucceeded succeeded ->
                mapRunEnded(succeeded.entry(), succeeded.attempt(), succeeded.result(), null);
            case Signal.MapRunFailed failed -> mapRunEnded(failed.entry(), failed.attempt(), null, failed.failure());
        };
    }

    private boolean start(Signal.Start start) {
        run.emit(new Event.ExecutionStarted(run.next(0, 0), start.input(), start.inputText()));
        Outstanding.deadline(execution, run.commands());
        return true;
    }

    private boolean stop(Signal.Stop stop) {
        run.cancelAll();
        run.emit(new Event.ExecutionAborted(run.next(0, 0), stop.failure()));
        run.command(new Command.Close(ExecutionStatus.ABORTED, null, stop.failure()));
        return false;
    }

    private boolean timer(TimerId timer) {
        if (timer.purpose() == TimerId.Purpose.EXECUTION) return executionTimer();
        Frame frame = execution.frames.parked(timer.entry(), timer.attempt());
        if (frame == null) return false;
        return switch (frame.phase) {
            case Phase.Waiting waiting
            when timer.purpose() == TimerId.Purpose.WAIT -> due(frame, timer, waiting.untilMillis()) && waited(frame);
            case Phase.Delayed delayed
            when timer.purpose() == TimerId.Purpose.RETRY -> due(frame, timer, delayed.untilMillis()) && retry(frame);
            case Phase.Calling calling
            when timer.purpose() == TimerId.Purpose.TIMEOUT ->
                due(frame, timer, calling.timeoutAtMillis()) && timedOut(frame, calling, TaskStage.TIMED_OUT);
            case Phase.Calling calling
            when timer.purpose() == TimerId.Purpose.HEARTBEAT ->
                due(frame, timer, calling.heartbeatAtMillis())
                        && timedOut(frame, calling, TaskStage.HEARTBEAT_TIMED_OUT);
            default -> false;
        };
    }

    private boolean executionTimer() {
        Long seconds = execution.machine().timeoutSeconds();
        if (seconds == null || run.nowMillis < execution.startedAtMillis() + seconds * 1_000) return false;
        run.cancelAll();
        run.emit(new Event.ExecutionTimedOut(run.next(0, 0), TIMEOUT));
        run.command(new Command.Close(ExecutionStatus.TIMED_OUT, null, TIMEOUT));
        return false;
    }

    /// Whether the time has come; a timer that fires early, since it has been moved, is armed again.
    private boolean due(Frame frame, TimerId timer, long atMillis) {
        if (atMillis == 0) return false;
        if (run.nowMillis >= atMillis) return true;
        run.command(Outstanding.timer(frame, timer.purpose(), atMillis));
        return false;
    }

    private boolean waited(Frame frame) {
        run.leaveWait(frame);
        return true;
    }

    private boolean retry(Frame frame) {
        run.emit(new Event.RetryBegan(run.hidden(frame)));
        return true;
    }

    private boolean timedOut(Frame frame, Phase.Calling calling, TaskStage stage) {
        Outstanding.cancel(frame, run.commands());
        run.emit(new Event.TaskFailed(run.next(frame), calling.call().resource(), stage, TIMEOUT));
        return true;
    }

    private @Nullable Frame calling(int entry, int attempt) {
        Frame frame = execution.frames.parked(entry, attempt);
        return frame != null && frame.phase instanceof Phase.Calling ? frame : null;
    }

    private static Phase.Calling call(Frame frame) {
        return (Phase.Calling) frame.phase;
    }

    private boolean started(Signal.TaskStarted signal) {
        Frame frame = calling(signal.entry(), signal.attempt());
        if (frame == null || call(frame).started()) return false;
        start(frame, signal.workerName());
        Outstanding.limits(frame, call(frame), run.commands());
        return false;
    }

    private void start(Frame frame, @Nullable String workerName) {
        if (call(frame).started()) return;
        run.emit(new Event.TaskStarted(run.next(frame), call(frame).call().resource(), workerName));
    }

    private boolean submitted(Signal.TaskSubmitted signal) {
        Frame frame = calling(signal.entry(), signal.attempt());
        if (frame == null || call(frame).submitted() != null) return false;
        start(frame, null);
        run.emit(new Event.TaskSubmitted(run.next(frame), call(frame).call().resource(), signal.output()));
        Outstanding.limits(frame, call(frame), run.commands());
        return false;
    }

    private boolean heartbeat(Signal.Heartbeat signal) {
        Frame frame = calling(signal.entry(), signal.attempt());
        if (frame == null || call(frame).call().heartbeatSeconds() == null) return false;
        run.emit(new Event.HeartbeatReceived(run.hidden(frame)));
        run.command(
                Outstanding.timer(frame, TimerId.Purpose.HEARTBEAT, call(frame).heartbeatAtMillis()));
        return false;
    }

    private boolean succeeded(Signal.TaskSucceeded signal) {
        Frame frame = calling(signal.entry(), signal.attempt());
        if (frame == null) return false;
        start(frame, null);
        Phase.Calling calling = call(frame);
        Outstanding.cancelLimits(frame, calling, run.commands());
        TaskCall made = calling.call();
        JsonNode output = signal.output();
        if (Payload.tooLarge(output)) {
            Failure tooLarge = Failures.dataLimit(Failures.nameOf(made.resource()));
            run.emit(new Event.TaskFailed(run.next(frame), made.resource(), TaskStage.FAILED, tooLarge));
        } else {
            run.emit(new Event.TaskSucceeded(run.next(frame), made.resource(), output));
        }
        return true;
    }

    private boolean failed(Signal.TaskFailed signal) {
        Frame frame = calling(signal.entry(), signal.attempt());
        if (frame == null) return false;
        if (signal.stage() != TaskStage.SCHEDULE_FAILED && signal.stage() != TaskStage.START_FAILED) start(frame, null);
        Phase.Calling calling = call(frame);
        Outstanding.cancelLimits(frame, calling, run.commands());
        run.emit(new Event.TaskFailed(run.next(frame), calling.call().resource(), signal.stage(), signal.failure()));
        return true;
    }

    private @Nullable Frame mapping(int entry, int attempt) {
        Frame frame = execution.frames.parked(entry, attempt);
        return frame != null && frame.phase instanceof Phase.Mapping ? frame : null;
    }

    private boolean mapRunStarted(Signal.MapRunStarted signal) {
        Frame frame = mapping(signal.entry(), signal.attempt());
        if (frame == null || ((Phase.Mapping) frame.phase).mapRunArn() != null) return false;
        run.emit(new Event.MapRunStarted(run.next(frame), signal.mapRunArn()));
        return false;
    }

    private boolean mapRunEnded(int entry, int attempt, @Nullable JsonNode result, @Nullable Failure failure) {
        Frame frame = mapping(entry, attempt);
        if (frame == null) return false;
        if (result != null && Payload.tooLarge(result)) {
            return mapRunEnded(
                    entry, attempt, null, Failures.dataLimit(frame.state().name()));
        }
        Outcome outcome = failure == null ? Outcome.SUCCEEDED : Outcome.FAILED;
        run.emit(new Event.MapRunEnded(run.next(frame), outcome, result, failure));
        if (failure == null) {
            State state = frame.state();
            run.emit(new Event.ChildrenEnded(run.next(frame), state.core().type(), null));
        }
        return true;
    }
}
