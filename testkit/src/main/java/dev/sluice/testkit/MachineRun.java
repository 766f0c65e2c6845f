package dev.sluice.testkit;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.Execution;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.History;
import dev.sluice.asl.step.TaskStage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An execution that has ended, and all that happened in it. Immutable.
public final class MachineRun {
    private final Execution execution;
    private final List<Lane.Fact> facts;
    private final Duration took;

    MachineRun(Execution execution, List<Lane.Fact> facts, Duration took) {
        this.execution = execution;
        this.facts = List.copyOf(facts);
        this.took = took;
    }

    /// One call of a task.
    ///
    /// @param input the evaluated Parameters or Arguments, or the state's input
    /// @param at since the start
    /// @param attempt 0 for the first, 1 for the first retry
    public record Call(String state, String resource, JsonNode input, Duration at, int attempt) {}

    /// How it ended.
    public ExecutionStatus status() {
        return execution.status();
    }

    /// What it gave; null unless it succeeded.
    public @Nullable JsonNode output() {
        return execution.output();
    }

    /// The error's name; null if it succeeded or has none.
    public @Nullable String error() {
        Failure failure = execution.failure();
        return failure == null ? null : failure.error();
    }

    /// The error's cause; null if it succeeded or has none.
    public @Nullable String cause() {
        Failure failure = execution.failure();
        return failure == null ? null : failure.cause();
    }

    /// The names of the states in the order in which they were entered, those of branches and items among them.
    public List<String> path() {
        return entered(facts);
    }

    static List<String> entered(List<Lane.Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.event() instanceof Event.StateEntered)
                .map(Lane.Fact::state)
                .toList();
    }

    /// Every call of a task, in order.
    public List<Call> calls() {
        return facts.stream()
                .filter(fact -> fact.event() instanceof Event.TaskScheduled)
                .map(fact -> call(fact, (Event.TaskScheduled) fact.event()))
                .toList();
    }

    private Call call(Lane.Fact fact, Event.TaskScheduled scheduled) {
        var call = scheduled.call();
        Duration at = Duration.ofMillis(scheduled.stamp().atMillis() - execution.startedAtMillis());
        return new Call(fact.state(), call.resource().arn(), call.parameters(), at, scheduled.attempt());
    }

    /// How often a state was tried again.
    public int retries(String state) {
        return count(state, Event.RetryBegan.class);
    }

    /// How often a task of this state ran out of time or of heartbeats.
    public int timeouts(String state) {
        return (int) facts.stream()
                .filter(fact -> fact.state().equals(state)
                        && fact.event() instanceof Event.TaskFailed failed
                        && (failed.stage() == TaskStage.TIMED_OUT || failed.stage() == TaskStage.HEARTBEAT_TIMED_OUT))
                .count();
    }

    private int count(String state, Class<? extends Event> kind) {
        return (int) facts.stream()
                .filter(fact -> fact.state().equals(state) && kind.isInstance(fact.event()))
                .count();
    }

    /// How long it took, in virtual time.
    public Duration took() {
        return took;
    }

    /// The execution's history as AWS's GetExecutionHistory shows it; a distributed Map's children have their own.
    ///
    /// @see <a
    ///
    // href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
    public List<ObjectNode> history() {
        return facts.stream()
                .filter(fact -> fact.depth() == 0)
                .flatMap(fact -> History.render(fact.event(), execution.identity(), true).stream())
                .toList();
    }

    /// A readable account of the run, a line for each thing that happened.
    public String trace() {
        return Narration.of(facts);
    }

    @Override
    public String toString() {
        return trace();
    }
}
