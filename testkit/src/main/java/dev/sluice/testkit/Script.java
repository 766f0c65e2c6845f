package dev.sluice.testkit;

import dev.sluice.asl.step.Failure;
import dev.sluice.core.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a task answers its calls, one after the other. Immutable.
///
/// The last answer is given to every further call, unless it was counted as by [#failsTimes(int, String)]; each one
/// before it is given once. An answer is the task's raw result, before ResultSelector and ResultPath: for
/// `arn:aws:states:::lambda:invoke` that is an object with a `Payload`, see [#answersPayload(String)]. For
/// `.waitForTaskToken` it is what the callback sends, for `.sync` what the finished job gives.
public final class Script {
    static final int EVERY_FURTHER_CALL = Integer.MAX_VALUE;

    private final List<Reply> replies;

    private Script(List<Reply> replies) {
        this.replies = List.copyOf(replies);
    }

    /// One answer.
    ///
    /// @param after how long the call takes
    /// @param beat how often the worker shows that it lives; null for never
    /// @param times for how many calls it is good
    record Reply(Answer answer, Duration after, @Nullable Duration beat, int times) {}

    /// What comes back.
    sealed interface Answer {
        record Gives(UnaryOperator<JsonNode> work) implements Answer {}

        record Fails(Failure failure) implements Answer {}

        record Silence() implements Answer {}
    }

    private static Script first(Answer answer, int times) {
        return new Script(List.of(new Reply(answer, Duration.ZERO, null, times)));
    }

    /// Always gives this JSON. @throws dev.sluice.core.MalformedJson if it isn't JSON
    public static Script answers(String json) {
        return first(given(json), EVERY_FURTHER_CALL);
    }

    /// Always gives what the function makes of the task's input.
    public static Script answersWith(UnaryOperator<JsonNode> work) {
        return first(new Answer.Gives(work), EVERY_FURTHER_CALL);
    }

    /// Always gives this JSON as `lambda:invoke` does: as the `Payload` beside a `StatusCode` of 200.
    public static Script answersPayload(String json) {
        ObjectNode result = Json.object("ExecutedVersion", "$LATEST");
        result.set("Payload", Json.parse(json));
        return answers(Json.write(result.put("StatusCode", 200)));
    }

    /// Always fails. @param error the name that Retry and Catch compare; `States.Timeout` counts as timed out
    public static Script fails(String error) {
        return first(failing(error, null), EVERY_FURTHER_CALL);
    }

    /// Always fails. @param cause text for people
    public static Script fails(String error, String cause) {
        return first(failing(error, cause), EVERY_FURTHER_CALL);
    }

    /// Fails so many times; what comes after must be said by one of the `then…` methods.
    public static Script failsTimes(int times, String error) {
        if (times < 1) throw new IllegalArgumentException("failsTimes takes 1 or more, not " + times);
        return first(failing(error, null), times);
    }

    /// Starts, and then nothing is heard of it: for timeouts and heartbeats.
    public static Script hangs() {
        return first(new Answer.Silence(), EVERY_FURTHER_CALL);
    }

    /// No answer at all yet; a mock file's responses are added to it.
    static Script nothing() {
        return new Script(List.of());
    }

    /// Then gives this JSON. @throws dev.sluice.core.MalformedJson if it isn't JSON
    public Script thenAnswers(String json) {
        return then(given(json), EVERY_FURTHER_CALL);
    }

    /// Then fails.
    public Script thenFails(String error) {
        return then(failing(error, null), EVERY_FURTHER_CALL);
    }

    /// Then starts, and nothing is heard of it.
    public Script thenHangs() {
        return then(new Answer.Silence(), EVERY_FURTHER_CALL);
    }

    /// The latest answer takes this long, in virtual time.
    public Script after(Duration delay) {
        if (delay.isNegative()) throw new IllegalArgumentException("an answer can't come before its call: " + delay);
        return latest(last -> new Reply(last.answer(), delay, last.beat(), last.times()));
    }

    /// Until the latest answer comes, the worker sends a heartbeat this often.
    public Script beatingEvery(Duration interval) {
        if (interval.toMillis() < 1) throw new IllegalArgumentException("a heartbeat takes a millisecond or more");
        return latest(last -> new Reply(last.answer(), last.after(), interval, last.times()));
    }

    Script then(Answer answer, int times) {
        Script before = replies.isEmpty() ? this : latest(Script::counted);
        List<Reply> longer = new ArrayList<>(before.replies);
        longer.add(new Reply(answer, Duration.ZERO, null, times));
        return new Script(longer);
    }

    private static Reply counted(Reply reply) {
        return reply.times() == EVERY_FURTHER_CALL ? new Reply(reply.answer(), reply.after(), reply.beat(), 1) : reply;
    }

    private Script latest(UnaryOperator<Reply> change) {
        List<Reply> changed = new ArrayList<>(replies);
        changed.set(changed.size() - 1, change.apply(changed.getLast()));
        return new Script(changed);
    }

    /// The answer to a call, counted from 0; empty if the script is at its end.
    Optional<Reply> reply(int call) {
        long covered = 0;
        for (Reply reply : replies) {
            covered += reply.times();
            if (call < covered) return Optional.of(reply);
        }
        return Optional.empty();
    }

    static Answer given(String json) {
        JsonNode value = Json.parse(json);
        return new Answer.Gives(_ -> value);
    }

    static Answer failing(String error, @Nullable String cause) {
        return new Answer.Fails(new Failure(error, cause));
    }
}
