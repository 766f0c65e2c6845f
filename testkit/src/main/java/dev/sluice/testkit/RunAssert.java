package dev.sluice.testkit;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.core.Json;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a test says of a run. What isn't so is an [AssertionError] with both sides and the run's trace.
public final class RunAssert {
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> {
        boolean numbers = left.isNumber() && right.isNumber();
        boolean same = numbers ? left.decimalValue().compareTo(right.decimalValue()) == 0 : left.equals(right);
        return same ? 0 : 1;
    };

    private final MachineRun run;

    private RunAssert(MachineRun run) {
        this.run = run;
    }

    /// Begins: `assertThat(run).succeeded()…`.
    public static RunAssert assertThat(MachineRun run) {
        return new RunAssert(run);
    }

    /// It succeeded.
    public RunAssert succeeded() {
        return status(ExecutionStatus.SUCCEEDED);
    }

    /// It failed with this error.
    public RunAssert failedWith(String error) {
        status(ExecutionStatus.FAILED);
        return same("the error", error, run.error());
    }

    /// It failed with this error and this cause.
    public RunAssert failedWith(String error, String cause) {
        failedWith(error);
        return same("the cause", cause, run.cause());
    }

    /// The machine's own TimeoutSeconds ended it.
    public RunAssert timedOut() {
        return status(ExecutionStatus.TIMED_OUT);
    }

    /// It gave this JSON: keys in any order, numbers by their value.
    public RunAssert outputs(String json) {
        JsonNode output = run.output();
        return equal("the output", Json.parse(json), output == null ? Json.nothing() : output);
    }

    /// It entered exactly these states in this order.
    public RunAssert visited(String... states) {
        return same("the path", List.of(states), run.path());
    }

    /// It entered each of these states, at whatever time.
    public RunAssert passedThrough(String... states) {
        for (String state : states) check(run.path().contains(state), "expected the run to enter '" + state + "'");
        return this;
    }

    /// It entered none of these states.
    public RunAssert neverVisited(String... states) {
        for (String state : states) check(!run.path().contains(state), "expected the run not to enter '" + state + "'");
        return this;
    }

    /// The state was tried again so many times.
    public RunAssert retried(String state, int times) {
        return same("the retries of '" + state + "'", times, run.retries(state));
    }

    /// The state's task was called so many times, retries included.
    public RunAssert called(String state, int times) {
        long calls =
                run.calls().stream().filter(call -> call.state().equals(state)).count();
        return same("the calls of '" + state + "'", (long) times, calls);
    }

    /// The state's first call had this input: keys in any order, numbers by their value.
    public RunAssert calledWith(String state, String json) {
        for (MachineRun.Call call : run.calls()) {
            if (call.state().equals(state))
                return equal("the input of '" + state + "'", Json.parse(json), call.input());
        }
        throw wrong("expected a call by '" + state + "'");
    }

    /// It took exactly this long, in virtual time.
    public RunAssert took(Duration duration) {
        return same("the time taken", duration, run.took());
    }

    /// Its history consists of events of these types, in this order.
    public RunAssert history(String... types) {
        List<String> shown = run.history().stream()
                .map(event -> event.path("type").asString())
                .toList();
        return same("the history", List.of(types), shown);
    }

    private RunAssert status(ExecutionStatus expected) {
        return same("the status", expected, run.status());
    }

    private RunAssert equal(String what, JsonNode expected, JsonNode found) {
        check(expected.equals(BY_VALUE, found), difference(what, Json.write(expected), Json.write(found)));
        return this;
    }

    private RunAssert same(String what, Object expected, @Nullable Object found) {
        check(Objects.equals(expected, found), difference(what, expected, found));
        return this;
    }

    private static String difference(String what, Object expected, @Nullable Object found) {
        return "expected " + what + " to be\n  " + expected + "\nbut it was\n  " + found;
    }

    private void check(boolean holds, String complaint) {
        if (!holds) throw wrong(complaint);
    }

    private AssertionError wrong(String complaint) {
        return new AssertionError(complaint + "\nThe run:\n" + run.trace());
    }
}
