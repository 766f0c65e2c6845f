package dev.sluice.testkit;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.Failure;
import dev.sluice.core.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A run as people read it: when, which state, what happened.
final class Narration {
    private static final int JSON_CHARS_MAX = 160;

    private final StringBuilder text = new StringBuilder();
    private final long startMillis;
    private final int width;

    private Narration(List<Lane.Fact> facts) {
        startMillis = facts.isEmpty() ? 0 : facts.getFirst().event().stamp().atMillis();
        width = facts.stream().mapToInt(fact -> subject(fact).length()).max().orElse(0);
    }

    static String of(List<Lane.Fact> facts) {
        Narration narration = new Narration(facts);
        facts.forEach(narration::tell);
        return narration.text.toString();
    }

    private static String subject(Lane.Fact fact) {
        return "  ".repeat(fact.depth()) + (fact.state().isEmpty() ? "(execution)" : fact.state());
    }

    private void tell(Lane.Fact fact) {
        String what = what(fact.event());
        if (what == null) return;
        double seconds = (fact.event().stamp().atMillis() - startMillis) / 1_000.0;
        String subject = subject(fact);
        text.append(String.format(Locale.ROOT, "%+10.3f s  ", seconds))
                .append(subject)
                .repeat(' ', width - subject.length() + 2)
                .append(what)
                .append('\n');
    }

    private static @Nullable String what(Event event) {
        return switch (event) {
            case Event.ExecutionStarted started -> "starts with " + json(started.input());
            case Event.StateEntered _ -> "entered";
            case Event.StateExited exited -> exited(exited);
            case Event.WaitArmed armed -> "waits " + until(event, armed.untilMillis());
            case Event.RetryArmed armed -> "will be tried again in " + until(event, armed.untilMillis());
            case Event.RetryBegan _ -> "tried again";
            case Event.TaskScheduled scheduled ->
                "calls " + scheduled.call().resource().arn() + " with "
                        + json(scheduled.call().parameters());
            case Event.TaskSubmitted submitted ->
                submitted.resource().waitsForToken() ? "waits for its task token" : "waits for the job";
            case Event.HeartbeatReceived _ -> "heartbeat";
            case Event.TaskSucceeded succeeded -> "answered " + json(succeeded.output());
            case Event.TaskFailed failed -> failed(failed);
            case Event.EvaluationFailed failed -> "an expression failed: " + words(failed.failure());
            case Event.MapStarted started -> "maps " + started.plan().items().size() + " items";
            case Event.MapRunPlanned planned -> {
                JsonNode items = planned.plan().items();
                yield "maps " + (items == null ? "read" : items.size()) + " items, an execution each";
            }
            case Event.ParallelStarted _ -> "starts its branches";
            case Event.IterationEnded ended ->
                "item " + ended.index() + " " + ended.outcome().name().toLowerCase(Locale.ROOT);
            case Event.ChildrenEnded ended -> ended.failure() == null ? null : "failed: " + words(ended.failure());
            case Event.MapRunEnded ended ->
                ended.failure() == null ? null : "map run failed: " + words(ended.failure());
            case Event.ExecutionSucceeded succeeded -> "SUCCEEDED with " + json(succeeded.output());
            case Event.ExecutionFailed failed -> "FAILED: " + words(failed.failure());
            case Event.ExecutionTimedOut timedOut -> "TIMED OUT: " + words(timedOut.failure());
            case Event.ExecutionAborted _ -> "ABORTED";
            case Event.TaskStarted _,
                    Event.StateAborted _,
                    Event.IterationStarted _,
                    Event.MapRunBounded _,
                    Event.MapRunStarted _,
                    Event.BranchEnded _ -> null;
        };
    }

    private static String exited(Event.StateExited exited) {
        String output = " with " + json(exited.output());
        return exited.next() == null ? "ends" + output : "→ " + exited.next() + output;
    }

    private static String failed(Event.TaskFailed failed) {
        return switch (failed.stage()) {
            case TIMED_OUT -> "timed out: " + words(failed.failure());
            case HEARTBEAT_TIMED_OUT -> "timed out for want of a heartbeat: " + words(failed.failure());
            case SCHEDULE_FAILED, START_FAILED, SUBMIT_FAILED, FAILED -> "failed: " + words(failed.failure());
        };
    }

    private static String until(Event event, long untilMillis) {
        return words(Duration.ofMillis(untilMillis - event.stamp().atMillis()));
    }

    static String words(Failure failure) {
        String error = failure.error() == null ? "no error name" : failure.error();
        return failure.cause() == null ? error : error + ": " + failure.cause();
    }

    /// Such as `1 h 30 min`, `2.5 s`.
    static String words(Duration duration) {
        if (duration.toMinutes() == 0) return trimmed(duration.toMillis()) + " s";
        StringBuilder words = new StringBuilder();
        if (duration.toDays() > 0) words.append(duration.toDays()).append(" d ");
        if (duration.toHoursPart() > 0) words.append(duration.toHoursPart()).append(" h ");
        if (duration.toMinutesPart() > 0) words.append(duration.toMinutesPart()).append(" min ");
        long rest = duration.toSecondsPart() * 1_000L + duration.toMillisPart();
        if (rest > 0) words.append(trimmed(rest)).append(" s");
        return words.toString().strip();
    }

    private static String trimmed(long millis) {
        return java.math.BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static String json(JsonNode value) {
        String whole = Json.write(value);
        return whole.length() <= JSON_CHARS_MAX ? whole : whole.substring(0, JSON_CHARS_MAX) + "…";
    }
}
