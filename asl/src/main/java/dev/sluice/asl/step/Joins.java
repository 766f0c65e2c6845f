package dev.sluice.asl.step;

import dev.sluice.asl.model.Distribution;
import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.model.State;
import dev.sluice.asl.model.Template;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.ResultType;
import dev.sluice.asl.query.Scope;
import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Parallel and Map: starting their branches, items and map runs, and joining them.
final class Joins {
    /// AWS runs at most about so many items of an inline Map at a time, whatever its MaxConcurrency.
    private static final int INLINE_ITEMS_AT_ONCE_MAX = 40;

    private final Run run;
    private final Failures failures;

    Joins(Run run, Failures failures) {
        this.run = run;
        this.failures = failures;
    }

    void begin(Frame frame, State.Parallel parallel) {
        Scope scope = run.scopes.before(frame);
        JsonNode input = Exits.arguments(parallel.core(), scope, Exits.effectiveInput(parallel.core(), scope));
        run.emit(new Event.ParallelStarted(run.next(frame), input, run.execution.frames.next()));
    }

    void begin(Frame frame, State.Map map) {
        Scope scope = run.scopes.before(frame);
        Scope inner = scope.withInput(Exits.effectiveInput(map.core(), scope));
        long concurrency = notNegative(map.maxConcurrency(), inner, "MaxConcurrency");
        Distribution distribution = map.distributed();
        if (distribution != null) {
            beginRun(frame, map, new MapRuns(map, distribution, (int) concurrency, inner));
            return;
        }
        tolerance(map, inner);
        run.emit(new Event.MapStarted(run.next(frame), new MapPlan(items(map, inner), (int) concurrency)));
        proceed(frame, frame.lastEvent);
    }

    private void beginRun(Frame frame, State.Map map, MapRuns runs) {
        MapRunPlan plan = runs.plan(runs.distribution().reader() == null ? items(map, runs.scope()) : null);
        run.emit(new Event.MapRunPlanned(run.next(frame), frame.attempt, plan));
        // AWS looks at these only after it has told that the Map has started.
        MapRunPlan bounded = plan.tolerating(tolerance(map, runs.scope()));
        run.emit(new Event.MapRunBounded(run.hidden(frame), bounded.tolerated()));
        run.command(new Command.StartMapRun(frame.entry, frame.attempt, map.name(), bounded));
    }

    private static long notNegative(@Nullable Quantity quantity, Scope scope, String name) {
        if (quantity == null) return 0;
        long value = Numbers.integer(quantity, scope);
        if (value < 0) throw new QueryFailure(QueryFailure.RUNTIME, name + " cannot be negative.", null);
        return Math.min(value, Integer.MAX_VALUE);
    }

    private static Tolerance tolerance(State.Map map, Scope scope) {
        long count = notNegative(map.toleratedCount(), scope, "ToleratedFailureCount");
        Quantity percentage = map.toleratedPercentage();
        if (percentage == null) return new Tolerance(count, 0);
        double value = Numbers.decimal(percentage, scope);
        if (value < 0 || value > 100) {
            String cause = "ToleratedFailurePercentage must be between 0 and 100.";
            throw new QueryFailure(QueryFailure.RUNTIME, cause, null);
        }
        return new Tolerance(count, value);
    }

    static ArrayNode items(State.Map map, Scope scope) {
        JsonNode items =
                switch (map.items()) {
                    case null ->
                        map.itemsPath() == null
                                ? scope.input()
                                : map.itemsPath().read(scope);
                    case State.ItemsSource.Computed(var expression) ->
                        expression.evaluate(scope, "Items", ResultType.ARRAY);
                    case State.ItemsSource.Written(var template) -> template.evaluate(scope, "Items");
                };
        if (items instanceof ArrayNode array) return array;
        if (map.core().jsonata()) {
            throw new QueryFailure(
                    QueryFailure.QUERY_EVALUATION_ERROR,
                    "Map state input must be an array but was: " + Json.write(items),
                    null);
        }
        String written = map.itemsPath() == null ? "$" : map.itemsPath().text();
        // AWS tells a path into the context object with one dollar sign.
        String path = written.startsWith("$$") ? written.substring(1) : written;
        throw new QueryFailure(QueryFailure.RUNTIME, "Reference path \"" + path + "\" must point to array.", null);
    }

    /// The frame's last state has been left.
    void flowEnded(Frame frame, JsonNode value) {
        Frame parent = frame.parent;
        if (parent == null) {
            if (run.execution.machine().timeoutSeconds() != null) {
                run.command(new Command.CancelTimer(TimerId.OF_EXECUTION));
            }
            run.emit(new Event.ExecutionSucceeded(run.next(frame), value));
            run.command(new Command.Close(ExecutionStatus.SUCCEEDED, value, null));
            return;
        }
        int last = frame.lastEvent;
        if (Execution.joining(parent).plan == null) {
            run.emit(new Event.BranchEnded(run.hidden(frame)));
        } else {
            String map = parent.state().name();
            run.emit(new Event.IterationEnded(run.next(frame), map, frame.index, Outcome.SUCCEEDED));
        }
        proceed(parent, last);
    }

    /// Starts as many items as may run, or ends the state if all are done. @param cause what makes room for them
    private void proceed(Frame parent, int cause) {
        Phase.Joining joining = Execution.joining(parent);
        try {
            while (joining.plan != null && mayStart(joining, joining.plan)) startItem(parent, joining.plan, cause);
        } catch (QueryFailure failure) {
            failures.ofQuery(parent, failure);
            return;
        }
        if (joining.finished()) {
            Stamp stamp = run.next(parent, joining.lastChildEvent);
            run.emit(new Event.ChildrenEnded(stamp, parent.state().core().type(), null));
        }
    }

    private static boolean mayStart(Phase.Joining joining, MapPlan plan) {
        int limit = plan.maxConcurrency() == 0
                ? INLINE_ITEMS_AT_ONCE_MAX
                : Math.min(plan.maxConcurrency(), INLINE_ITEMS_AT_ONCE_MAX);
        return joining.started < joining.length && joining.running.size() < limit;
    }

    private void startItem(Frame parent, MapPlan plan, int cause) {
        State.Map map = (State.Map) parent.state();
        int index = Execution.joining(parent).started;
        JsonNode item = plan.items().get(index);
        Template selector = map.itemSelector();
        JsonNode input = item;
        if (selector != null) {
            Scope scope = run.scopes.item(parent, index, item);
            input = selector.evaluate(scope.withInput(Exits.effectiveInput(map.core(), scope)), "ItemSelector");
        }
        Stamp stamp = run.next(run.execution.frames.next(), cause);
        run.emit(new Event.IterationStarted(stamp, parent.id, map.name(), index, input));
    }
}
