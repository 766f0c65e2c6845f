package dev.sluice.asl.step;

import dev.sluice.asl.model.StateMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The state of one execution. Changed by [#apply] alone; owned by one thread at a time.
public final class Execution {
    private final StateMachine machine;
    private final Identity identity;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable JsonNode output;
    private @Nullable Failure failure;
    private int lastEventId;

    /// A execution that has not started; replay its events, or signal [Signal.Start].
    public Execution(StateMachine machine, Identity identity) {
        this.machine = machine;
        this.identity = identity;
    }

    /// Takes note of a fact. Evaluates nothing, so replaying it is cheap and always possible.
    public void apply(Event event) {
        lastEventId = Math.max(lastEventId, event.stamp().id());
    }

    /// What is still outstanding: to be carried out (again) after a replay, in the order of the states' entry.
    public List<Command> outstanding() {
        return List.of();
    }

    /// The machine it runs.
    public StateMachine machine() {
        return machine;
    }

    /// Who it is.
    public Identity identity() {
        return identity;
    }

    /// Whether it runs or how it ended.
    public ExecutionStatus status() {
        return status;
    }

    /// What it gave; null unless it succeeded.
    public @Nullable JsonNode output() {
        return output;
    }

    /// Why it ended; null while it runs and if it succeeded.
    public @Nullable Failure failure() {
        return failure;
    }

    /// The history id of its last visible event; 0 before it starts.
    public int lastEventId() {
        return lastEventId;
    }
}
