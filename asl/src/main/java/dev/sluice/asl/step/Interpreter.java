package dev.sluice.asl.step;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.Ambient;
import tools.jackson.databind.JsonNode;

/// Runs executions by the rules of the Amazon States Language. Holds no state of theirs and may be shared.
public final class Interpreter {
    /// Transitions of one call; past it the turn ends with [Command.Continue].
    public static final int TRANSITIONS_PER_TURN_MAX = 1_000;

    /// AWS's quota of history events of one execution.
    public static final int HISTORY_EVENTS_MAX = 25_000;

    /// AWS's quota of a state's input or output.
    public static final int PAYLOAD_BYTES_MAX = 262_144;

    private final TokenMinter tokens;

    /// @param tokens makes the tokens of `.waitForTaskToken` tasks
    public Interpreter(TokenMinter tokens) {
        this.tokens = tokens;
    }

    /// Takes a signal and runs until every branch waits for the outside world.
    ///
    /// The turn's events are already applied to the execution.
    public Turn advance(Execution execution, Signal signal, Ambient ambient) {
        return Turn.NOTHING;
    }

    /// The token of one attempt.
    String token(Execution execution, int entry, int attempt) {
        return tokens.mint(execution.identity().executionArn(), entry, attempt);
    }

    /// The machine that each child of a distributed Map's map run executes.
    ///
    /// @param entry of the [Command.StartMapRun]
    public StateMachine childMachine(Execution execution, int entry) {
        return execution.machine();
    }

    /// A child's input: the Map's ItemSelector applied to one item, or the item itself without one.
    ///
    /// @param index of the item, from 0
    /// @throws dev.sluice.asl.query.QueryFailure if the selector fails
    public JsonNode select(Execution execution, int entry, int index, JsonNode item, Ambient ambient) {
        return item;
    }
}
