package dev.sluice.asl.step;

import dev.sluice.asl.model.Flow;
import dev.sluice.asl.model.State;
import dev.sluice.asl.model.StateMachine;
import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The state of one execution. Changed by [#apply] alone; owned by one thread at a time.
public final class Execution {
    private final StateMachine machine;
    private final Identity identity;

    /// Its lines of control.
    final Frames frames = new Frames();

    /// What the context object says of the execution and its machine, made when first asked for.
    record Constants(ObjectNode execution, ObjectNode stateMachine) {}

    private @Nullable Constants constants;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable JsonNode input;
    private @Nullable String inputText;
    private @Nullable JsonNode output;
    private @Nullable Failure failure;
    private long startedAtMillis;
    private int lastEventId;

    /// An execution that has not started; replay its events, or signal [Signal.Start].
    public Execution(StateMachine machine, Identity identity) {
        this.machine = machine;
        this.identity = identity;
    }

    /// Takes note of a fact. Evaluates nothing, so replaying it is cheap and always possible.
    ///
    /// The events of one [Turn] belong together: after part of them the execution may be unable to go on.
    public void apply(Event event) {
        Stamp stamp = event.stamp();
        if (stamp.visible()) lastEventId = stamp.id();
        switch (event) {
            case Event.ExecutionStarted started -> start(started);
            case Event.ExecutionSucceeded ended -> close(ExecutionStatus.SUCCEEDED, ended.output(), null);
            case Event.ExecutionFailed ended -> close(ExecutionStatus.FAILED, null, ended.failure());
            case Event.ExecutionTimedOut ended -> close(ExecutionStatus.TIMED_OUT, null, ended.failure());
            case Event.ExecutionAborted ended -> close(ExecutionStatus.ABORTED, null, ended.failure());
            case Event.IterationStarted started -> startIteration(started);
            case Event.StateAborted _ -> {}
            case Event.IterationEnded ended -> endIteration(ended);
            case Event.OfFrame inFrame -> {
                Frame frame = frames.get(stamp.frame());
                applyTo(frame, inFrame);
                if (stamp.visible() && !(event instanceof Event.ChildrenEnded)) frame.lastEvent = stamp.id();
            }
        }
    }

    private void applyTo(Frame frame, Event.OfFrame event) {
        switch (event) {
            case Event.StateEntered entered -> {
                frame.enter(entered.state(), entered.input(), entered.stamp());
                frames.become(frame, Phase.Entered.INSTANCE);
            }
            case Event.StateExited exited -> {
                frames.dropChildren(frame);
                assign(frame, exited.assigned());
                frames.become(frame, new Phase.Between(exited.next(), exited.output()));
            }
            case Event.WaitArmed armed -> frames.become(frame, new Phase.Waiting(armed.untilMillis()));
            case Event.RetryArmed armed -> {
                frames.dropChildren(frame);
                frame.lastEvent = armed.stamp().previous();
                frame.countRetry(armed.retrier());
                frames.become(frame, new Phase.Delayed(armed.untilMillis()));
            }
            case Event.RetryBegan _ -> frames.become(frame, Phase.Entered.INSTANCE);
            case Event.EvaluationFailed failed -> {
                frames.dropChildren(frame);
                frames.become(frame, new Phase.Failing(failed.failure(), true, false));
            }
            case Event.OfTask ofTask -> frames.become(frame, TaskProgress.after(frame.phase, ofTask));
            case Event.ParallelStarted started -> startBranches(frame, started);
            case Event.MapStarted started ->
                frames.become(
                        frame,
                        new Phase.Joining(
                                started.plan().items().size(),
                                started.plan(),
                                started.stamp().id()));
            case Event.BranchEnded _ -> endBranch(frame);
            case Event.ChildrenEnded ended -> endChildren(frame, ended);
            case Event.MapRunPlanned planned -> frames.become(frame, new Phase.Mapping(planned.plan(), null));
            case Event.MapRunBounded bounded -> {
                if (frame.phase instanceof Phase.Mapping mapping) {
                    frames.become(frame, new Phase.Mapping(mapping.plan().tolerating(bounded.tolerated()), null));
                }
            }
            case Event.MapRunStarted started -> {
                if (frame.phase instanceof Phase.Mapping mapping) {
                    frames.become(frame, new Phase.Mapping(mapping.plan(), started.mapRunArn()));
                }
            }
            case Event.MapRunEnded ended -> {
                boolean toStart = frame.phase instanceof Phase.Mapping mapping
                        && mapping.plan().exitFollowsStart();
                frame.exitPrevious =
                        toStart ? ended.stamp().previous() : ended.stamp().id();
                frames.become(frame, TaskProgress.outcome(ended.result(), ended.failure()));
            }
        }
    }

    private void start(Event.ExecutionStarted event) {
        input = event.input();
        inputText = event.inputText();
        startedAtMillis = event.stamp().atMillis();
        Frame root = frames.open(frames.next(), null, 0, machine.flow(), event.input());
        frames.become(root, new Phase.Between(machine.flow().startAt(), event.input()));
    }

    private void close(ExecutionStatus end, @Nullable JsonNode result, @Nullable Failure reason) {
        status = end;
        output = result;
        failure = reason;
        frames.clear();
    }

    private void startBranches(Frame parent, Event.ParallelStarted event) {
        State.Parallel state = (State.Parallel) parent.state();
        Phase.Joining joining = Phase.Joining.branches(state, event.stamp().id());
        frames.become(parent, joining);
        int id = event.firstFrame();
        for (Flow branch : state.branches()) {
            Frame child = frames.open(id++, parent, joining.started, branch, event.input());
            child.lastEvent = event.stamp().id();
            joining.start(child);
            frames.become(child, new Phase.Between(branch.startAt(), event.input()));
        }
    }

    private void startIteration(Event.IterationStarted event) {
        Frame parent = frames.get(event.parent());
        Flow processor = ((State.Map) parent.state()).processor();
        Frame child = frames.open(event.stamp().frame(), parent, event.index(), processor, event.input());
        child.lastEvent = event.stamp().id();
        joining(parent).start(child);
        frames.become(child, new Phase.Between(processor.startAt(), event.input()));
    }

    private void endIteration(Event.IterationEnded event) {
        if (event.outcome() != Outcome.SUCCEEDED) return;
        Frame child = frames.get(event.stamp().frame());
        Frame parent = parentOf(child);
        child.lastEvent = event.stamp().id();
        finish(child, parent);
    }

    private void endBranch(Frame child) {
        finish(child, parentOf(child));
    }

    private void finish(Frame child, Frame parent) {
        if (!(child.phase instanceof Phase.Between between)) throw new IllegalStateException("frame still runs");
        Phase.Joining joining = joining(parent);
        joining.finish(child, between.value());
        joining.lastChildEvent = child.lastEvent;
        frames.drop(child);
    }

    private void endChildren(Frame frame, Event.ChildrenEnded event) {
        Failure reason = event.failure();
        if (reason != null) {
            frame.lastEvent = event.stamp().id();
            frames.dropChildren(frame);
            frames.become(frame, new Phase.Failing(reason, false, false));
        } else {
            // The success event itself is nobody's previous event: history gives the exit the same one.
            frame.lastEvent =
                    frame.exitPrevious > 0 ? frame.exitPrevious : event.stamp().previous();
            if (frame.phase instanceof Phase.Joining joining)
                frames.become(frame, new Phase.Resulted(joining.result()));
        }
    }

    private static void assign(Frame frame, @Nullable ObjectNode assigned) {
        if (assigned == null || assigned.isEmpty()) return;
        Map<String, JsonNode> variables = new HashMap<>(frame.variables);
        assigned.properties().forEach(each -> variables.put(each.getKey(), each.getValue()));
        frame.variables = variables;
    }

    /// What is still outstanding: to be carried out (again) after a replay, in the order of the frames.
    public List<Command> outstanding() {
        List<Command> commands = new ArrayList<>();
        if (status.closed() || input == null) return commands;
        Outstanding.deadline(this, commands);
        boolean runnable = false;
        for (Frame frame : frames.all()) {
            Outstanding.of(frame, commands);
            runnable |= frame.phase instanceof Phase.Runnable;
        }
        if (runnable) commands.add(new Command.Continue());
        return commands;
    }

    static Frame parentOf(Frame child) {
        Frame parent = child.parent;
        if (parent == null) throw new IllegalStateException("frame " + child.id + " has no parent");
        return parent;
    }

    static Phase.Joining joining(Frame parent) {
        if (parent.phase instanceof Phase.Joining joining) return joining;
        throw new IllegalStateException("frame " + parent.id + " has no children");
    }

    /// Whether [Signal.Start] has been taken.
    public boolean started() {
        return input != null;
    }

    /// The input it started with; an empty object before.
    JsonNode input() {
        JsonNode given = input;
        return given == null ? Json.object() : given;
    }

    Constants constants() {
        Constants known = constants;
        if (known == null) {
            known = Scopes.constants(this);
            constants = known;
        }
        return known;
    }

    /// The caller's exact text of the input; null before it starts.
    @Nullable
    String inputText() {
        return inputText;
    }

    /// When it started, milliseconds since 1970; 0 before.
    public long startedAtMillis() {
        return startedAtMillis;
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
