package dev.sluice.asl.step;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How facts about a task move its frame on.
final class TaskProgress {
    private static final long MILLIS = 1_000;

    private TaskProgress() {}

    static Phase after(Phase phase, Event.OfTask event) {
        if (event instanceof Event.TaskScheduled scheduled) {
            return new Phase.Calling(scheduled.call(), false, 0, 0, null);
        }
        if (!(phase instanceof Phase.Calling calling)) throw new IllegalStateException("no call is out");
        long now = event.stamp().atMillis();
        TaskCall call = calling.call();
        return switch (event) {
            case Event.TaskScheduled _ -> calling;
            case Event.TaskStarted _ ->
                new Phase.Calling(
                        call, true, after(now, call.timeoutSeconds()), after(now, call.heartbeatSeconds()), null);
            case Event.TaskSubmitted submitted ->
                new Phase.Calling(
                        call, true, calling.timeoutAtMillis(), after(now, call.heartbeatSeconds()), submitted.output());
            case Event.HeartbeatReceived _ ->
                new Phase.Calling(
                        call,
                        calling.started(),
                        calling.timeoutAtMillis(),
                        after(now, call.heartbeatSeconds()),
                        calling.submitted());
            case Event.TaskSucceeded succeeded -> new Phase.Resulted(succeeded.output());
            case Event.TaskFailed failed ->
                new Phase.Failing(failed.failure(), true, failed.stage() == TaskStage.HEARTBEAT_TIMED_OUT);
        };
    }

    /// A map run's end: its result, its failure, or, aborted, nothing.
    static Phase outcome(@Nullable JsonNode result, @Nullable Failure failure) {
        if (failure != null) return new Phase.Failing(failure, true, false);
        return result == null ? Phase.Idle.INSTANCE : new Phase.Resulted(result);
    }

    private static long after(long now, @Nullable Long seconds) {
        return seconds == null ? 0 : now + seconds * MILLIS;
    }
}
