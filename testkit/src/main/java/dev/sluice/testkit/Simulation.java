package dev.sluice.testkit;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.Execution;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Identity;
import dev.sluice.asl.step.Interpreter;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TaskStage;
import dev.sluice.asl.step.Turn;
import dev.sluice.core.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/// The outside world of one run, on one thread and in virtual time.
final class Simulation {
    final Interpreter interpreter;
    private final Cast cast;
    private final Limits limits;
    private final Random random;
    private final Agenda agenda = new Agenda();
    private final List<Lane.Fact> facts = new ArrayList<>();
    private final Map<CallKey, MapChildren> mapRuns = new LinkedHashMap<>();
    private final Map<CallKey, String> silent = new LinkedHashMap<>();
    private long nowMillis;
    private int statesEntered;

    Simulation(Interpreter interpreter, Cast cast, Limits limits) {
        this.interpreter = interpreter;
        this.cast = cast;
        this.limits = limits;
        this.random = new Random(limits.seed());
        this.nowMillis = limits.start().toEpochMilli();
    }

    private record CallKey(Lane lane, int entry, int attempt) {}

    /// Everything that happened, in order.
    List<Lane.Fact> facts() {
        return facts;
    }

    /// Runs until the execution has ended. @throws CannotRun if it doesn't, or a task has no script
    Lane run(StateMachine machine, Identity identity, JsonNode input) {
        Lane root = new Lane(new Execution(machine, identity), 0, () -> {});
        begin(root, input);
        while (!root.execution.status().closed()) {
            Agenda.Due due = agenda.next();
            if (due == null) throw new CannotRun(stuck());
            nowMillis = Math.max(nowMillis, due.atMillis());
            if (nowMillis - limits.start().toEpochMilli() > limits.timeMax().toMillis()) throw new CannotRun(late());
            happen(due);
        }
        return root;
    }

    void begin(Lane lane, JsonNode input) {
        tell(lane, new Signal.Start(input, Json.write(input)));
    }

    private void happen(Agenda.Due due) {
        switch (due.what()) {
            case Agenda.What.Said(var signal) -> tell(due.lane(), signal);
            case Agenda.What.Fires(var timer) -> tell(due.lane(), new Signal.TimerFired(timer));
            case Agenda.What.Beats beats -> {
                Turn turn = tell(due.lane(), new Signal.Heartbeat(beats.entry(), beats.attempt()));
                if (!turn.ignored()) agenda.put(nowMillis + beats.everyMillis(), due.lane(), beats);
            }
        }
    }

    Ambient ambient() {
        return new Ambient(Instant.ofEpochMilli(nowMillis), random);
    }

    /// One turn of an execution, at once.
    Turn tell(Lane lane, Signal signal) {
        Turn turn = interpreter.advance(lane.execution, signal, ambient());
        for (Event event : turn.events()) {
            facts.add(lane.fact(event));
            if (event instanceof Event.StateEntered) statesEntered++;
        }
        if (statesEntered > limits.statesMax() && !lane.execution.status().closed()) throw new CannotRun(endless());
        for (Command command : turn.commands()) carryOut(lane, command);
        return turn;
    }

    /// A signal for later, though without time passing.
    void say(Lane lane, Signal signal) {
        agenda.put(nowMillis, lane, new Agenda.What.Said(signal));
    }

    private void carryOut(Lane lane, Command command) {
        switch (command) {
            case Command.ScheduleTask call -> call(lane, call);
            case Command.ArmTimer(var timer, var at) -> agenda.arm(at.toEpochMilli(), lane, timer);
            case Command.CancelTimer(var timer) -> agenda.cancel(lane, timer);
            case Command.CancelTask(var entry, var attempt) -> silent.remove(new CallKey(lane, entry, attempt));
            case Command.Continue _ -> say(lane, new Signal.Resume());
            case Command.StartMapRun map -> {
                MapChildren children = new MapChildren(this, lane, map);
                mapRuns.put(new CallKey(lane, map.entry(), map.attempt()), children);
                children.start();
            }
            case Command.CancelMapRun(var entry, var attempt) -> {
                MapChildren children = mapRuns.remove(new CallKey(lane, entry, attempt));
                if (children != null) children.stop();
            }
            case Command.Close _ -> lane.ended.run();
            case Command.ResumeTask _ -> throw new IllegalStateException("nothing is replayed here");
        }
    }

    private void call(Lane lane, Command.ScheduleTask command) {
        int entry = command.entry();
        int attempt = command.attempt();
        Script.Reply reply = cast.reply(command.state(), command.call());
        say(lane, new Signal.TaskStarted(entry, attempt, null));
        if (command.call().resource().submits()) say(lane, new Signal.TaskSubmitted(entry, attempt, Json.object()));
        if (reply.beat() != null) {
            long every = reply.beat().toMillis();
            agenda.put(nowMillis + every, lane, new Agenda.What.Beats(entry, attempt, every));
        }
        long at = nowMillis + reply.after().toMillis();
        switch (reply.answer()) {
            case Script.Answer.Gives(var work) -> {
                JsonNode output = work.apply(command.call().parameters());
                agenda.put(at, lane, new Agenda.What.Said(new Signal.TaskSucceeded(entry, attempt, output)));
            }
            case Script.Answer.Fails(var failure) ->
                agenda.put(at, lane, new Agenda.What.Said(failed(entry, attempt, failure)));
            case Script.Answer.Silence() -> silent.put(new CallKey(lane, entry, attempt), command.state());
        }
    }

    private static Signal failed(int entry, int attempt, Failure failure) {
        boolean timedOut = "States.Timeout".equals(failure.error());
        return new Signal.TaskFailed(entry, attempt, timedOut ? TaskStage.TIMED_OUT : TaskStage.FAILED, failure);
    }

    private String stuck() {
        return "Nothing more will happen: waiting for " + silent.values()
                + ", whose script never answers, and no timeout is set.\n" + Narration.of(facts);
    }

    private String late() {
        return "Not ended after " + Narration.words(limits.timeMax()) + " of virtual time; the latest states: "
                + latest();
    }

    private String endless() {
        return "Not ended after entering " + limits.statesMax() + " states: an endless loop? The latest: " + latest()
                + ". A machine that needs more can be given more by Machine.statesMax.";
    }

    private String latest() {
        List<String> entered = MachineRun.entered(facts);
        return String.join(" → ", entered.subList(Math.max(0, entered.size() - 8), entered.size()));
    }

    /// How long the run has taken so far.
    Duration elapsed() {
        return Duration.between(limits.start(), Instant.ofEpochMilli(nowMillis));
    }
}
