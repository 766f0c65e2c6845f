package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.Ambient;
import dev.sluice.core.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

/// Random machines, random results in random order, with repeated, late and foreign signals among them.
class ReplayTest {
    private static final int TURNS_MAX = 400;

    @Property(tries = 300)
    void replay_equals_live_and_all_ends_once(@ForAll long seed) {
        Random random = new Random(seed);
        StateMachine machine = StateMachine.parse(RandomMachine.definition(random));
        List<Event> events = play(new Execution(machine, World.identity()), random);
        endsOnce(events);
        numbersWithoutGaps(events);
        oneResultPerAttempt(events);
    }

    private static List<Event> play(Execution live, Random random) {
        Interpreter interpreter = new Interpreter((arn, entry, attempt) -> entry + "-" + attempt, Quotas.STANDARD);
        List<Event> events = new ArrayList<>();
        List<Signal> possible = new ArrayList<>(List.of(new Signal.Start(Json.parse("[1,2,3]"), "[1,2,3]")));
        long now = World.START_MILLIS;
        for (int turn = 0; turn < TURNS_MAX && !live.status().closed(); turn++) {
            // Signals stay possible after they were taken, so that they come again, too late.
            Signal signal = turn == TURNS_MAX - 1
                    ? new Signal.Stop(Failure.of("Enough"))
                    : possible.get(random.nextInt(possible.size()));
            now += random.nextInt(20_000);
            Turn taken = interpreter.advance(live, signal, new Ambient(Instant.ofEpochMilli(now), random));
            events.addAll(taken.events());
            taken.commands().forEach(command -> answer(command, random, possible));
            sameAfterReplay(live, events);
        }
        return events;
    }

    private static void answer(Command command, Random random, List<Signal> possible) {
        switch (command) {
            case Command.ScheduleTask call -> {
                int entry = call.entry();
                int attempt = call.attempt();
                possible.add(new Signal.TaskStarted(entry, attempt, null));
                possible.add(new Signal.Heartbeat(entry, attempt));
                possible.add(
                        random.nextBoolean()
                                ? new Signal.TaskSucceeded(entry, attempt, Json.number(random.nextInt(9)))
                                : new Signal.TaskFailed(entry, attempt, TaskStage.FAILED, Failure.of("Busy")));
            }
            case Command.ArmTimer armed -> possible.add(new Signal.TimerFired(armed.timer()));
            case Command.Continue _ -> possible.add(new Signal.Resume());
            case Command.StartMapRun _,
                    Command.ResumeTask _,
                    Command.CancelTask _,
                    Command.CancelTimer _,
                    Command.CancelMapRun _,
                    Command.Close _ -> {}
        }
    }

    private static void sameAfterReplay(Execution live, List<Event> events) {
        Execution replayed = new Execution(live.machine(), live.identity());
        readBack(events).forEach(replayed::apply);
        assertThat(replayed.status()).isEqualTo(live.status());
        assertThat(replayed.output()).isEqualTo(live.output());
        assertThat(replayed.failure()).isEqualTo(live.failure());
        assertThat(replayed.lastEventId()).isEqualTo(live.lastEventId());
        assertThat(replayed.outstanding()).isEqualTo(live.outstanding());
    }

    private static List<Event> readBack(List<Event> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<JsonNode> payloads = new ArrayList<>();
        List<Event> read = new ArrayList<>();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            for (Event event : events) {
                EventCodec.write(out, event, payload -> {
                    payloads.add(payload);
                    return payloads.size() - 1;
                });
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            while (in.available() > 0) read.add(EventCodec.read(in, payloads::get));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(read).isEqualTo(events);
        return read;
    }

    private static void endsOnce(List<Event> events) {
        List<Event> ends = events.stream()
                .filter(event -> switch (event) {
                    case Event.ExecutionSucceeded _,
                            Event.ExecutionFailed _,
                            Event.ExecutionTimedOut _,
                            Event.ExecutionAborted _ -> true;
                    case Event _ -> false;
                })
                .toList();
        assertThat(ends).containsExactly(events.getLast());
    }

    private static void numbersWithoutGaps(List<Event> events) {
        int last = 0;
        for (Event event : events) {
            if (!event.stamp().visible()) continue;
            assertThat(event.stamp().id()).isEqualTo(++last);
            assertThat(event.stamp().previous()).isLessThan(last);
        }
    }

    private static void oneResultPerAttempt(List<Event> events) {
        Map<Integer, Integer> open = new HashMap<>();
        for (Event event : events) {
            int frame = event.stamp().frame();
            if (event instanceof Event.TaskScheduled) {
                assertThat(open.merge(frame, 1, Integer::sum)).isEqualTo(1);
            } else if (event instanceof Event.TaskSucceeded || event instanceof Event.TaskFailed) {
                assertThat(open.merge(frame, -1, Integer::sum)).isZero();
            }
        }
    }
}
