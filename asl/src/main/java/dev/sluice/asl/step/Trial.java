package dev.sluice.asl.step;

import dev.sluice.asl.model.Catcher;
import dev.sluice.asl.model.Distribution;
import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.model.Retrier;
import dev.sluice.asl.model.State;
import dev.sluice.asl.model.StateCore;
import dev.sluice.asl.model.Template;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.Scope;
import dev.sluice.core.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One state run by itself, without an execution, showing what becomes of its data on the way: AWS's TestState.
///
/// The rules are the interpreter's; only the order is plain, as nothing here waits, is retried or recorded.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
public final class Trial {
    /// How a state ended.
    public enum Status {
        SUCCEEDED,
        FAILED,
        /// It failed, and one of its retriers would try again.
        RETRIABLE,
        /// It failed, and one of its catchers took over.
        CAUGHT_ERROR
    }

    /// What to run a state with.
    ///
    /// @param context the context object, `$$`
    /// @param items of a Map with an ItemReader; null for none
    /// @param retriesBefore how often the failing retrier is taken to have tried already
    /// @param failedItems how many items of a Map are taken to have failed
    public record Setting(
            JsonNode input,
            JsonNode context,
            Map<String, JsonNode> variables,
            @Nullable JsonNode items,
            int retriesBefore,
            long failedItems,
            Ambient ambient) {}

    /// What the state's work gives: a mock, or a real call.
    public sealed interface Done {
        /// A result.
        record Result(JsonNode value) implements Done {}

        /// An error, to be retried or caught.
        record Error(Failure failure) implements Done {}
    }

    /// Does the work of a Task, Parallel or Map.
    @FunctionalInterface
    public interface Worker {
        /// @param arguments after Parameters or Arguments
        Done work(State state, JsonNode arguments);
    }

    /// What came of it.
    ///
    /// @param output null unless it succeeded or was caught
    /// @param failure null if it succeeded
    /// @param next the state that would follow; null if none
    /// @param inspection AWS's `inspectionData`: its members in order, each a value and not yet its text
    public record Result(
            Status status,
            @Nullable JsonNode output,
            @Nullable Failure failure,
            @Nullable String next,
            ObjectNode inspection) {}

    private final State state;
    private final StateCore core;
    private final Setting setting;
    private final ObjectNode inspection = Json.object();

    private Trial(State state, Setting setting) {
        this.state = state;
        this.core = state.core();
        this.setting = setting;
    }

    /// Runs a state.
    public static Result run(State state, Setting setting, Worker worker) {
        return new Trial(state, setting).run(worker);
    }

    private Result run(Worker worker) {
        inspection.set("input", setting.input());
        if (!setting.variables().isEmpty()) inspection.set("variables", Json.object(setting.variables()));
        try {
            return switch (state) {
                case State.Pass pass -> pass(pass);
                case State.Choice choice -> choice(choice);
                case State.Wait _, State.Succeed _ ->
                    passing(core.next(), core.data().output(), core.data().assign());
                case State.Fail fail -> fail(fail);
                case State.Task task -> working(task, worker, arguments(true));
                case State.Parallel parallel -> working(parallel, worker, arguments(false));
                case State.Map map -> map(map, worker);
            };
        } catch (QueryFailure query) {
            return failed(new Failure(query.error(), query.cause()));
        }
    }

    private Scope scope(JsonNode dollar, @Nullable String extra, @Nullable JsonNode extraValue) {
        ObjectNode states = null;
        if (core.jsonata()) {
            states = Json.object();
            states.set("input", setting.input());
            states.set("context", setting.context());
            if (extra != null) states.set(extra, extraValue);
        }
        return new Scope(dollar, setting.context(), setting.variables(), setting.ambient(), states);
    }

    private Scope before() {
        return scope(setting.input(), null, null);
    }

    private JsonNode effectiveInput() {
        JsonNode effective = Exits.effectiveInput(core, before());
        if (!core.jsonata()) inspection.set("afterInputPath", effective);
        return effective;
    }

    /// @param shown whether JSONata's Arguments are shown, as they are for a Task
    private JsonNode arguments(boolean shown) {
        JsonNode arguments = Exits.arguments(core, before(), effectiveInput());
        if (!core.jsonata()) inspection.set("afterParameters", arguments);
        else if (shown && core.data().arguments() != null) inspection.set("afterArguments", arguments);
        return arguments;
    }

    private Result pass(State.Pass pass) {
        if (core.jsonata())
            return passing(core.next(), core.data().output(), core.data().assign());
        JsonNode fixed = pass.result();
        if (fixed == null) return finish(arguments(false));
        inspection.set("result", fixed);
        return finish(fixed);
    }

    private Result choice(State.Choice choice) {
        Scope inner = before().withInput(effectiveInput());
        for (int i = 0; i < choice.rules().size(); i++) {
            if (Conditions.holds(choice.rules().get(i).condition(), inner, i)) {
                var rule = choice.rules().get(i);
                return passing(rule.next(), rule.output(), rule.assign());
            }
        }
        if (choice.defaultNext() != null) {
            return passing(
                    choice.defaultNext(), core.data().output(), core.data().assign());
        }
        throw Work.noChoiceMatched();
    }

    private Result passing(@Nullable String next, @Nullable Template output, @Nullable Template assign) {
        JsonNode effective = effectiveInput();
        Scope scope = before();
        JsonNode value;
        if (core.jsonata()) value = output == null ? setting.input() : output.evaluate(scope, "Output");
        else value = Exits.filter(core.data().outputPath(), scope.withInput(effective));
        assign(assign, scope.withInput(effective));
        return new Result(Status.SUCCEEDED, value, null, next, inspection);
    }

    private Result fail(State.Fail fail) {
        effectiveInput();
        return failed(Work.failure(fail, before()));
    }

    private Result map(State.Map map, Worker worker) {
        JsonNode effective = effectiveInput();
        Scope scope = before().withInput(effective);
        long total = items(map, scope).size();
        Quantity concurrency = map.maxConcurrency();
        inspection.put("maxConcurrency", concurrency == null ? 0 : Numbers.integer(concurrency, scope));
        if (tooManyFailures(map, scope, total)) {
            return unlucky(new Failure(
                    "States.ExceedToleratedFailureThreshold",
                    "The specified tolerated failure threshold was exceeded"));
        }
        return working(map, worker, effective);
    }

    private JsonNode items(State.Map map, Scope scope) {
        Distribution distribution = map.distributed();
        boolean read = distribution != null && distribution.reader() != null;
        if (read) return setting.items() == null ? Json.array() : setting.items();
        ArrayNode items = Joins.items(map, scope);
        if (!core.jsonata()) inspection.set("afterItemsPath", items);
        return items;
    }

    /// A Map without a tolerance of its own is not judged by failed items: its mock says what came of it.
    private boolean tooManyFailures(State.Map map, Scope scope, long total) {
        boolean exceeded = false;
        long failed = setting.failedItems();
        Quantity count = map.toleratedCount();
        if (count != null) {
            long tolerated = Numbers.integer(count, scope);
            inspection.put("toleratedFailureCount", tolerated);
            exceeded = failed > tolerated;
        }
        Quantity percentage = map.toleratedPercentage();
        if (percentage != null) {
            double tolerated = Numbers.decimal(percentage, scope);
            inspection.put("toleratedFailurePercentage", tolerated);
            exceeded |= total > 0 && failed * 100.0 / total > tolerated;
        }
        return exceeded;
    }

    private Result working(State working, Worker worker, JsonNode arguments) {
        return switch (worker.work(working, arguments)) {
            case Done.Error(var failure) -> unlucky(failure);
            case Done.Result(var value) -> {
                if (working instanceof State.Task) inspection.set("result", value);
                yield finish(value);
            }
        };
    }

    private Result finish(JsonNode result) {
        Scope scope = scope(setting.input(), "result", result);
        if (core.jsonata()) {
            Template output = core.data().output();
            JsonNode value = output == null ? result : output.evaluate(scope, "Output");
            assign(core.data().assign(), scope);
            return new Result(Status.SUCCEEDED, value, null, core.next(), inspection);
        }
        Template selector = core.data().resultSelector();
        JsonNode selected = selector == null ? result : selector.evaluate(scope.withInput(result), "ResultSelector");
        inspection.set("afterResultSelector", selected);
        assign(core.data().assign(), scope.withInput(selected));
        JsonNode placed = Exits.place(core.data().resultPath(), setting.input(), selected);
        inspection.set("afterResultPath", placed);
        JsonNode output = Exits.filter(core.data().outputPath(), scope.withInput(placed));
        return new Result(Status.SUCCEEDED, output, null, core.next(), inspection);
    }

    private void assign(@Nullable Template assign, Scope scope) {
        ObjectNode assigned = Exits.assigned(assign, scope);
        if (assigned == null || assigned.isEmpty()) return;
        ObjectNode all = Json.object(setting.variables());
        assigned.properties().forEach(variable -> all.set(variable.getKey(), variable.getValue()));
        inspection.set("variables", all);
    }

    /// A failure that retriers and catchers may take.
    private Result unlucky(Failure failure) {
        ObjectNode details = Json.object();
        List<Retrier> retriers = core.retriers();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (!Failures.matches(retrier.errors(), failure.error(), false)) continue;
            details.put("retryIndex", i);
            if (setting.retriesBefore() < retrier.maxAttempts()) {
                details.put("retryBackoffIntervalSeconds", Math.round(retrier.delaySeconds(setting.retriesBefore())));
                inspection.set("errorDetails", details);
                return new Result(Status.RETRIABLE, null, failure, null, inspection);
            }
            break;
        }
        Result caught = caught(failure, details);
        if (!details.isEmpty()) inspection.set("errorDetails", details);
        return caught == null ? failed(failure) : caught;
    }

    private @Nullable Result caught(Failure failure, ObjectNode details) {
        List<Catcher> catchers = core.catchers();
        for (int i = 0; i < catchers.size(); i++) {
            Catcher catcher = catchers.get(i);
            if (!Failures.matches(catcher.errors(), failure.error(), false)) continue;
            details.put("catchIndex", i);
            ObjectNode error = Json.object();
            error.put("Error", failure.error());
            error.put("Cause", failure.cause());
            Scope scope = scope(error, "errorOutput", error);
            assign(catcher.assign(), scope);
            Template output = catcher.output();
            JsonNode value = output == null
                    ? Exits.place(catcher.resultPath(), setting.input(), error)
                    : output.evaluate(scope, "Output");
            return new Result(Status.CAUGHT_ERROR, value, failure, catcher.next(), inspection);
        }
        return null;
    }

    private Result failed(Failure failure) {
        return new Result(Status.FAILED, null, failure, null, inspection);
    }
}
