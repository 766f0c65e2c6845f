package dev.sluice.asl.step;

import dev.sluice.asl.model.ChoiceRule;
import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.model.State;
import dev.sluice.asl.model.Template;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What states of each type do once entered, and with the result of their work.
final class Work {
    // AWS's longest TimeoutSeconds and HeartbeatSeconds, which is also what it takes without one.
    private static final long LIMIT_SECONDS_MAX = 99_999_999;

    private final Run run;
    private final Joins joins;
    private final Failures failures;
    private final Waits waits;

    Work(Run run, Joins joins, Failures failures) {
        this.run = run;
        this.joins = joins;
        this.failures = failures;
        this.waits = new Waits(run, failures);
    }

    void begin(Frame frame) {
        switch (frame.state()) {
            case State.Pass pass -> pass(frame, pass);
            case State.Task task -> task(frame, task);
            case State.Choice choice -> choose(frame, choice);
            case State.Wait wait -> waits.begin(frame, wait);
            case State.Succeed _ -> run.exit(frame, run.exits.passing(frame, null));
            case State.Fail fail -> fail(frame, fail);
            case State.Parallel parallel -> joins.begin(frame, parallel);
            case State.Map map -> joins.begin(frame, map);
        }
    }

    /// A Task, Parallel or Map has its result.
    void finish(Frame frame, JsonNode result) {
        run.exit(frame, run.exits.withResult(frame, result));
    }

    private void pass(Frame frame, State.Pass pass) {
        if (pass.core().jsonata()) {
            run.exit(frame, run.exits.passing(frame, pass.core().next()));
        } else {
            run.exit(frame, run.exits.withResult(frame, passed(frame, pass)));
        }
    }

    private JsonNode passed(Frame frame, State.Pass pass) {
        JsonNode result = pass.result();
        if (result != null) return result;
        if (pass.core().data().transparent()) return frame.input;
        Scope scope = run.scopes.before(frame);
        return Exits.arguments(pass.core(), scope, Exits.effectiveInput(pass.core(), scope));
    }

    private void task(Frame frame, State.Task task) {
        Scope scope = run.scopes.before(frame);
        JsonNode effective = Exits.effectiveInput(task.core(), scope);
        JsonNode arguments = Exits.arguments(task.core(), scope, effective);
        Scope inner = scope.withInput(effective);
        TaskCall call = new TaskCall(
                task.resource(),
                arguments,
                seconds(task.timeout(), inner),
                seconds(task.heartbeat(), inner),
                roleArn(task.credentials(), inner));
        if (Payload.grewTooLarge(frame.input, arguments)) {
            failures.ofDataLimit(frame);
            return;
        }
        run.emit(new Event.TaskScheduled(run.next(frame), frame.attempt, call));
        run.command(new Command.ScheduleTask(frame.entry, frame.attempt, task.name(), call));
    }

    private static @Nullable Long seconds(@Nullable Quantity quantity, Scope scope) {
        return quantity == null ? null : Math.min(Numbers.natural(quantity, scope), LIMIT_SECONDS_MAX);
    }

    private static @Nullable String roleArn(@Nullable Template credentials, Scope scope) {
        if (credentials == null) return null;
        JsonNode role = credentials.evaluate(scope, "Credentials").get("RoleArn");
        return role == null ? null : role.asString("");
    }

    private void choose(Frame frame, State.Choice choice) {
        List<ChoiceRule> rules = choice.rules();
        Scope scope = run.scopes.before(frame);
        Scope inner = scope.withInput(Exits.effectiveInput(choice.core(), scope));
        for (int i = 0; i < rules.size(); i++) {
            if (Conditions.holds(rules.get(i).condition(), inner, i)) {
                run.exit(frame, run.exits.byRule(frame, rules.get(i)));
                return;
            }
        }
        String otherwise = choice.defaultNext();
        if (otherwise == null) {
            throw noChoiceMatched();
        }
        run.exit(frame, run.exits.passing(frame, otherwise));
    }

    static QueryFailure noChoiceMatched() {
        String cause = "Failed to transition out of the state. The state does not point to a next state.";
        return new QueryFailure("States.NoChoiceMatched", cause, null);
    }

    private void fail(Frame frame, State.Fail fail) {
        failures.propagate(frame, failure(fail, run.scopes.before(frame)));
    }

    /// What a Fail state fails with.
    static Failure failure(State.Fail fail, Scope scope) {
        return new Failure(wording(fail.error(), scope), wording(fail.cause(), scope));
    }

    private static @Nullable String wording(State.@Nullable Wording wording, Scope scope) {
        if (wording == null) return null;
        return switch (wording) {
            case State.Wording.Plain(var value) -> text(value.field(), value.evaluate(scope));
            case State.Wording.Selected(var field, var selection) -> text(field, selection.evaluate(scope, field));
        };
    }

    private static String text(String field, JsonNode value) {
        if (value.isString()) return value.asString();
        throw new QueryFailure(
                QueryFailure.RUNTIME,
                "The " + field + " field refers to a value which is not a string: " + value,
                null);
    }
}
