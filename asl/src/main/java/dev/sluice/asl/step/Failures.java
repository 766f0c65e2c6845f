package dev.sluice.asl.step;

import dev.sluice.asl.model.Catcher;
import dev.sluice.asl.model.Retrier;
import dev.sluice.asl.model.StateType;
import dev.sluice.asl.model.TaskResource;
import dev.sluice.asl.query.QueryFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Retries, catches, or passes a failure on to the surrounding state or the execution.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Errors</a>
final class Failures {
    private static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    private static final long MILLIS = 1_000;

    private final Run run;

    Failures(Run run) {
        this.run = run;
    }

    static Failure dataLimit(String what) {
        return new Failure(
                DATA_LIMIT_EXCEEDED,
                "The state/task '" + what
                        + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    /// What AWS calls a task in that text: the service, or the function's or activity's ARN.
    static String nameOf(TaskResource resource) {
        return resource.kind() == TaskResource.Kind.SERVICE ? resource.service() : resource.arn();
    }

    /// An expression of the frame's state has failed.
    void ofQuery(Frame frame, QueryFailure query) {
        boolean recorded = query.location() != null || query.error().equals(QueryFailure.QUERY_EVALUATION_ERROR);
        if (recorded) {
            int previous = frame.lastEvent == frame.entry ? frame.beforeEntry : frame.lastEvent;
            ofEvaluation(frame, query, previous);
            return;
        }
        Failure failure = new Failure(query.error(), query.causeIn(frame.state().name(), frame.entry));
        Outstanding.cancel(frame, run.commands());
        if (frame.phase instanceof Phase.Failing) propagate(frame, failure);
        else if (!retried(frame, failure, frame.lastEvent, false)) caughtOrPassedOn(frame, failure, false);
    }

    /// An expression has failed in the way that history tells of.
    void ofEvaluation(Frame frame, QueryFailure query, int previous) {
        boolean whileCatching = frame.phase instanceof Phase.Failing;
        String state = frame.state().name();
        Failure failure = new Failure(query.error(), query.causeIn(state, frame.entry));
        Outstanding.cancel(frame, run.commands());
        run.emit(new Event.EvaluationFailed(run.next(frame, previous), state, failure, query.location()));
        // A catcher that fails isn't caught by its own state, or it would catch itself for ever.
        if (whileCatching) propagate(frame, failure);
    }

    /// What the state would pass on is too large: final, whatever States.ALL says.
    void ofDataLimit(Frame frame) {
        Failure failure = dataLimit(frame.state().name());
        Outstanding.cancel(frame, run.commands());
        for (Catcher catcher : frame.state().core().catchers()) {
            if (catcher.errors().contains(DATA_LIMIT_EXCEEDED)) {
                run.exit(frame, run.exits.caught(frame, catcher, failure));
                return;
            }
        }
        propagate(frame, failure);
    }

    void handle(Frame frame, Phase.Failing failing) {
        Failure failure = failing.failure();
        if (failing.retriable()) {
            if (retried(frame, failure, frame.lastEvent, failing.heartbeat())) return;
            StateType type = frame.state().core().type();
            if (type == StateType.PARALLEL || type == StateType.MAP) {
                run.emit(new Event.ChildrenEnded(run.next(frame), type, failure));
                return;
            }
        }
        caughtOrPassedOn(frame, failure, failing.heartbeat());
    }

    /// A branch or item has failed its Parallel or Map. @param previous the failed child's last event
    void ofChild(Frame parent, Failure failure, int previous) {
        if (retried(parent, failure, previous, false)) return;
        run.emit(new Event.ChildrenEnded(
                run.next(parent, previous), parent.state().core().type(), failure));
    }

    private boolean retried(Frame frame, Failure failure, int previous, boolean heartbeat) {
        List<Retrier> retriers = frame.state().core().retriers();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (!matches(retrier.errors(), failure.error(), heartbeat)) continue;
            int before = frame.retriesBy(i);
            if (before >= retrier.maxAttempts()) return false;
            double seconds = retrier.delaySeconds(before);
            if (retrier.fullJitter()) seconds *= run.ambient.random().nextDouble();
            long until = run.nowMillis + Math.round(Math.min(seconds, Integer.MAX_VALUE) * MILLIS);
            run.emit(new Event.RetryArmed(new Stamp(frame.id, 0, previous, run.nowMillis), i, until));
            run.command(Outstanding.timer(frame, TimerId.Purpose.RETRY, until));
            return true;
        }
        return false;
    }

    private void caughtOrPassedOn(Frame frame, Failure failure, boolean heartbeat) {
        for (Catcher catcher : frame.state().core().catchers()) {
            if (matches(catcher.errors(), failure.error(), heartbeat)) {
                run.exit(frame, run.exits.caught(frame, catcher, failure));
                return;
            }
        }
        propagate(frame, failure);
    }

    static boolean matches(List<String> errors, @Nullable String error, boolean heartbeat) {
        if (QueryFailure.RUNTIME.equals(error)) return false;
        for (String wanted : errors) {
            boolean match =
                    switch (wanted) {
                        case "States.ALL" -> true;
                        case "States.TaskFailed" -> heartbeat || !"States.Timeout".equals(error);
                        case "States.HeartbeatTimeout" -> heartbeat || wanted.equals(error);
                        default -> wanted.equals(error);
                    };
            if (match) return true;
        }
        return false;
    }

    /// Nobody has caught it within the frame's own state.
    void propagate(Frame frame, Failure failure) {
        Frame parent = frame.parent;
        if (parent == null) {
            run.fail(failure, frame.lastEvent);
            return;
        }
        int cause = frame.lastEvent;
        Outstanding.cancel(parent, run.commands());
        Phase.Joining joining = Execution.joining(parent);
        boolean map = joining.plan != null;
        if (map) endIteration(frame, parent, cause, Outcome.FAILED);
        if (frame.state().core().type() == StateType.TASK) abortState(frame, cause);
        for (Frame sibling : joining.runningChildren()) {
            if (sibling != frame) abort(sibling, parent, cause);
        }
        ofChild(parent, failure, cause);
    }

    private void abort(Frame frame, Frame parent, int cause) {
        if (Execution.joining(parent).plan != null) endIteration(frame, parent, cause, Outcome.ABORTED);
        if (frame.phase instanceof Phase.Between || frame.state == null) return;
        if (frame.phase instanceof Phase.Joining joining) {
            for (Frame child : joining.runningChildren()) abort(child, frame, cause);
        }
        abortState(frame, cause);
    }

    private void abortState(Frame frame, int cause) {
        StateType type = frame.state().core().type();
        boolean told =
                type == StateType.TASK || type == StateType.WAIT || type == StateType.MAP || type == StateType.PARALLEL;
        if (told) run.emit(new Event.StateAborted(run.next(frame, cause), type));
    }

    private void endIteration(Frame frame, Frame parent, int previous, Outcome outcome) {
        run.emit(new Event.IterationEnded(
                run.next(frame, previous), parent.state().name(), frame.index, outcome));
    }
}
