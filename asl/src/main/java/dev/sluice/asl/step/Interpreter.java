package dev.sluice.asl.step;

import dev.sluice.asl.model.State;
import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.model.Template;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.query.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Runs executions by the rules of the Amazon States Language. Holds no state of theirs and may be shared.
public final class Interpreter {
    private final TokenMinter tokens;
    private final Quotas quotas;

    /// @param tokens makes the tokens of `.waitForTaskToken` tasks
    public Interpreter(TokenMinter tokens, Quotas quotas) {
        this.tokens = tokens;
        this.quotas = quotas;
    }

    /// Takes a signal and runs until every branch waits for the outside world.
    ///
    /// The turn's events are already applied to the execution.
    public Turn advance(Execution execution, Signal signal, Ambient ambient) {
        if (execution.status().closed() || execution.started() == signal instanceof Signal.Start) return Turn.NOTHING;
        Run run = new Run(execution, new Scopes(execution, tokens, ambient), quotas, ambient);
        try {
            if (new Reception(run).take(signal)) run.untilAllWait();
        } catch (HistoryFull full) {
            run.closeFullHistory();
        } catch (RuntimeException | StackOverflowError defect) {
            if (!execution.started() || execution.status().closed()) throw defect;
            run.closeBroken(defect);
        }
        return run.turn();
    }

    /// Whether a payload is over AWS's quota of 262,144 bytes, or nests deeper than can be written again: the caller
    /// refuses such an input before it signals [Signal.Start].
    public static boolean tooLarge(JsonNode payload) {
        return Payload.tooLarge(payload);
    }

    /// The machine that each child of a distributed Map's map run executes.
    ///
    /// @param entry of the [Command.StartMapRun]
    public StateMachine childMachine(Execution execution, int entry) {
        return new StateMachine(map(mapping(execution, entry)).processor(), null);
    }

    /// A child's input: the Map's ItemSelector applied to one item, or the item itself without one.
    ///
    /// @param index of the item, from 0
    /// @throws dev.sluice.asl.query.QueryFailure if the selector fails
    public JsonNode select(Execution execution, int entry, int index, JsonNode item, Ambient ambient) {
        Frame frame = mapping(execution, entry);
        Template selector = map(frame).itemSelector();
        if (selector == null) return item;
        Scope scope = new Scopes(execution, tokens, ambient).item(frame, index, item);
        return selector.evaluate(scope.withInput(Exits.effectiveInput(map(frame).core(), scope)), "ItemSelector");
    }

    private static Frame mapping(Execution execution, int entry) {
        @Nullable Frame frame = execution.frames.parked(entry);
        if (frame == null) throw new IllegalStateException("no map run was asked for by entry " + entry);
        return frame;
    }

    private static State.Map map(Frame frame) {
        return (State.Map) frame.state();
    }
}
