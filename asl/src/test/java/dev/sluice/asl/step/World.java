package dev.sluice.asl.step;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.Ambient;
import dev.sluice.core.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole world for one execution: virtual time, tasks that answer as told, no threads.
final class World {
    static final long START_MILLIS = 1_700_000_000_000L;
    private static final int TURNS_MAX = 100_000;

    /// How a task answers.
    sealed interface Reply {
        record Gives(String output) implements Reply {}

        record Fails(String error, String cause) implements Reply {}

        /// Starts, and then nothing is heard of it.
        record Hangs() implements Reply {}

        /// The service accepts, the result comes by the task token.
        record Submits(String output) implements Reply {}
    }

    final Execution execution;
    final List<Event> events = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final Interpreter interpreter;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final TreeMap<Long, List<TimerId>> timers = new TreeMap<>();
    private final Deque<Signal> inbox = new ArrayDeque<>();
    private final Random random = new Random(7);
    long nowMillis = START_MILLIS;

    World(String definition) {
        this(json(definition));
    }

    World(JsonNode definition) {
        this(StateMachine.parse(definition));
    }

    private World(StateMachine machine) {
        this.interpreter = new Interpreter((arn, entry, attempt) -> "token-" + entry + "-" + attempt, Quotas.STANDARD);
        this.execution = new Execution(machine, identity());
    }

    static Identity identity() {
        return new Identity(
                "arn:aws:states:us-east-1:111111111111:execution:m:e",
                "e",
                "arn:aws:iam::111111111111:role/r",
                "arn:aws:states:us-east-1:111111111111:stateMachine:m",
                "m",
                "us-east-1");
    }

    /// The next answers of the task in this state; the last one is repeated.
    World task(String state, Reply... answers) {
        replies.put(state, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /// Starts and runs until the execution ends or nothing more happens by itself.
    World run(String input) {
        String text = input.replace('\'', '"');
        inbox.add(new Signal.Start(Json.parse(text), text));
        return settle();
    }

    /// Takes signals and fires timers until the execution ends or nothing more happens by itself.
    World settle() {
        for (int turns = 0; turns < TURNS_MAX && !execution.status().closed(); turns++) {
            Signal next = inbox.poll();
            if (next != null) signal(next);
            else if (!passTime()) return this;
        }
        return this;
    }

    private boolean passTime() {
        Map.Entry<Long, List<TimerId>> due = timers.pollFirstEntry();
        if (due == null) return false;
        nowMillis = Math.max(nowMillis, due.getKey());
        due.getValue().forEach(timer -> inbox.add(new Signal.TimerFired(timer)));
        return true;
    }

    /// One turn.
    Turn signal(Signal signal) {
        Turn turn = interpreter.advance(execution, signal, new Ambient(Instant.ofEpochMilli(nowMillis), random));
        events.addAll(turn.events());
        commands.addAll(turn.commands());
        turn.commands().forEach(this::carryOut);
        return turn;
    }

    private void carryOut(Command command) {
        switch (command) {
            case Command.ScheduleTask call -> answer(call);
            case Command.ArmTimer(var timer, var at) -> {
                forget(timer);
                timers.computeIfAbsent(at.toEpochMilli(), _ -> new ArrayList<>())
                        .add(timer);
            }
            case Command.CancelTimer(var timer) -> forget(timer);
            case Command.Continue _ -> inbox.add(new Signal.Resume());
            case Command.StartMapRun map -> mapRun(map);
            case Command.ResumeTask _, Command.CancelTask _, Command.CancelMapRun _, Command.Close _ -> {}
        }
    }

    private void forget(TimerId timer) {
        timers.values().forEach(armed -> armed.remove(timer));
        timers.values().removeIf(List::isEmpty);
    }

    private void answer(Command.ScheduleTask call) {
        Deque<Reply> left = replies.getOrDefault(call.state(), new ArrayDeque<>());
        Reply reply = left.size() > 1 ? left.poll() : left.peek();
        if (reply == null) return;
        int entry = call.entry();
        int attempt = call.attempt();
        inbox.add(new Signal.TaskStarted(entry, attempt, null));
        switch (reply) {
            case Reply.Gives(var output) -> inbox.add(new Signal.TaskSucceeded(entry, attempt, json(output)));
            case Reply.Fails(var error, var cause) ->
                inbox.add(new Signal.TaskFailed(entry, attempt, TaskStage.FAILED, new Failure(error, cause)));
            case Reply.Submits(var output) -> inbox.add(new Signal.TaskSubmitted(entry, attempt, json(output)));
            case Reply.Hangs() -> {}
        }
    }

    private void mapRun(Command.StartMapRun map) {
        int entry = map.entry();
        String arn =
                "arn:aws:states:us-east-1:111111111111:mapRun:m/" + map.plan().label() + ":1";
        inbox.add(new Signal.MapRunStarted(entry, map.attempt(), arn));
        ArrayNode results = Json.array();
        JsonNode items = map.plan().items();
        for (int i = 0; items != null && i < items.size(); i++) {
            Ambient ambient = new Ambient(Instant.ofEpochMilli(nowMillis), random);
            World child = new World(interpreter.childMachine(execution, entry));
            child.run(Json.write(interpreter.select(execution, entry, i, items.get(i), ambient)));
            results.add(child.execution.output());
        }
        inbox.add(new Signal.MapRunSucceeded(entry, map.attempt(), results));
    }

    static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    /// The history as AWS shows it.
    List<ObjectNode> history() {
        List<ObjectNode> shown = new ArrayList<>();
        events.forEach(event -> History.render(event, identity(), true).ifPresent(shown::add));
        return shown;
    }

    /// The types of the history's events.
    List<String> types() {
        return history().stream().map(event -> event.get("type").asString()).toList();
    }

    /// Seconds from the start at which tasks of this state were scheduled.
    List<Long> scheduledAtSeconds() {
        return events.stream()
                .filter(Event.TaskScheduled.class::isInstance)
                .map(event -> (event.stamp().atMillis() - START_MILLIS) / 1_000)
                .toList();
    }

    String output() {
        return String.valueOf(execution.output());
    }
}
