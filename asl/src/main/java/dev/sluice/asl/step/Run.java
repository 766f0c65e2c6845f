package dev.sluice.asl.step;

import dev.sluice.asl.model.State;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.query.QueryFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One turn: takes facts down, and steps through frames until all wait.
final class Run {
    final Execution execution;
    final Scopes scopes;
    final Exits exits;
    final Ambient ambient;
    final long nowMillis;

    private final Quotas quotas;
    private final List<Event> events = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final Work work;
    private final Joins joins;
    private final Failures failures;

    Run(Execution execution, Scopes scopes, Quotas quotas, Ambient ambient) {
        this.execution = execution;
        this.scopes = scopes;
        this.exits = new Exits(scopes);
        this.quotas = quotas;
        this.ambient = ambient;
        this.nowMillis = ambient.now().toEpochMilli();
        this.failures = new Failures(this);
        this.joins = new Joins(this, failures);
        this.work = new Work(this, joins, failures);
    }

    Turn turn() {
        return events.isEmpty() && commands.isEmpty() ? Turn.NOTHING : new Turn(events, commands);
    }

    /// Takes a fact down and makes it true.
    void emit(Event event) {
        boolean last = event.stamp().id() >= quotas.historyEventsMax();
        if (last && !(event instanceof Event.ExecutionSucceeded || event instanceof Event.ExecutionFailed)) {
            throw HistoryFull.INSTANCE;
        }
        events.add(event);
        execution.apply(event);
    }

    void command(Command command) {
        commands.add(command);
    }

    List<Command> commands() {
        return commands;
    }

    /// The stamp of a frame's next visible event.
    Stamp next(Frame frame) {
        return next(frame, frame.lastEvent);
    }

    /// The stamp of a visible event with another previous one.
    Stamp next(Frame frame, int previous) {
        return next(frame.id, previous);
    }

    Stamp next(int frame, int previous) {
        return new Stamp(frame, execution.lastEventId() + 1, previous, nowMillis);
    }

    /// The stamp of a hidden fact.
    Stamp hidden(Frame frame) {
        return new Stamp(frame.id, 0, frame.lastEvent, nowMillis);
    }

    void untilAllWait() {
        int transitions = 0;
        Frame frame = execution.frames.ready.peek();
        while (frame != null) {
            if (!(frame.phase instanceof Phase.Runnable phase)) {
                frame.queued = false;
                execution.frames.ready.poll();
            } else if (phase instanceof Phase.Between && ++transitions > quotas.transitionsPerTurnMax()) {
                execution.frames.ready.add(execution.frames.ready.remove());
                command(new Command.Continue());
                return;
            } else {
                step(frame, phase);
            }
            frame = execution.frames.ready.peek();
        }
    }

    private void step(Frame frame, Phase.Runnable phase) {
        try {
            switch (phase) {
                case Phase.Between(var next, var value) -> {
                    if (next == null) joins.flowEnded(frame, value);
                    else enter(frame, next, value);
                }
                case Phase.Entered _ -> work.begin(frame);
                case Phase.Resulted(var result) -> work.finish(frame, result);
                case Phase.Failing failing -> failures.handle(frame, failing);
            }
        } catch (QueryFailure failure) {
            failures.ofQuery(frame, failure);
        }
    }

    private void enter(Frame frame, String name, JsonNode input) {
        State state = frame.flow.state(name);
        emit(new Event.StateEntered(next(frame), state.core().type(), name, input, inputText(frame)));
    }

    private @Nullable String inputText(Frame frame) {
        return frame.parent == null && frame.state == null ? execution.inputText() : null;
    }

    /// Leaves a state, unless what it passes on is too large.
    void exit(Frame frame, Exits.Exit exit) {
        State state = frame.state();
        JsonNode assigned = exit.assigned();
        if (Payload.grewTooLarge(frame.input, exit.output()) || (assigned != null && tooMuch(frame, assigned))) {
            failures.ofDataLimit(frame);
            return;
        }
        emit(new Event.StateExited(
                next(frame), state.core().type(), state.name(), exit.output(), exit.assigned(), exit.next()));
    }

    private static boolean tooMuch(Frame frame, JsonNode assigned) {
        return Payload.tooLarge(assigned) || Payload.variablesTooLarge(frame.variables.values(), assigned);
    }

    /// Leaves a Wait state whose time has come.
    void leaveWait(Frame frame) {
        try {
            exit(frame, exits.passing(frame, frame.state().core().next()));
        } catch (QueryFailure failure) {
            failures.ofQuery(frame, failure);
        }
    }

    /// Ends the execution because of a defect of ours: the facts so far are already applied, so the turn must stay
    // whole.
    void closeBroken(Throwable defect) {
        fail(new Failure(QueryFailure.RUNTIME, "Internal error: " + defect), execution.lastEventId());
    }

    /// Ends the execution because AWS wouldn't record more of it.
    void closeFullHistory() {
        String cause =
                "The execution reached the maximum number of history events (" + quotas.historyEventsMax() + ").";
        fail(new Failure(QueryFailure.RUNTIME, cause), execution.lastEventId());
    }

    void fail(Failure failure, int previous) {
        cancelAll();
        emit(new Event.ExecutionFailed(next(0, previous), failure));
        command(new Command.Close(ExecutionStatus.FAILED, null, failure));
    }

    /// Takes back all that the execution still waits for.
    void cancelAll() {
        Outstanding.cancel(execution.frames.get(0), commands);
        if (execution.machine().timeoutSeconds() != null) {
            command(new Command.CancelTimer(TimerId.OF_EXECUTION));
        }
    }
}
