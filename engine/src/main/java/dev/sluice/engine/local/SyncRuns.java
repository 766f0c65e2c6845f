package dev.sluice.engine.local;

import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Interpreter;
import dev.sluice.asl.step.Quotas;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TimerId;
import dev.sluice.asl.step.Turn;
import dev.sluice.core.Refused;
import dev.sluice.engine.Execution;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Outside;
import dev.sluice.engine.run.Recovery;
import dev.sluice.engine.run.Segment;
import dev.sluice.engine.run.View;
import dev.sluice.engine.tasks.Dispatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Synchronous Express executions: in memory, on the caller's thread, nothing written to disk.
final class SyncRuns {
    /// AWS's limit of a synchronous execution.
    static final Duration DURATION_MAX = Duration.ofMinutes(5);

    private static final int BILLED_MILLIS = 100;
    private static final int BILLED_MEGABYTES = 64;
    private static final Failure TIMEOUT = new Failure("States.Timeout", null);

    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Consumer<Segment> log;
    // Negative, so that they never meet those of durable executions.
    private final AtomicLong ids = new AtomicLong();
    private final Interpreter interpreter = new Interpreter(
            (arn, entry, attempt) -> {
                throw new Refused("States.Runtime", "Express executions have no task tokens");
            },
            Quotas.EXPRESS);

    /// @param log told of the events once the execution has ended
    SyncRuns(Dispatcher dispatcher, InstantSource clock, RandomGenerator random, Consumer<Segment> log) {
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    Execution.Finished run(Header header, Revision revision, JsonNode input, String text) {
        return new Run(header.withId(ids.decrementAndGet()), revision).toEnd(input, text);
    }

    /// One execution under way.
    private final class Run {
        private final Header header;
        private final Revision revision;
        private final dev.sluice.asl.step.Execution execution;
        private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        private final Map<TimerId, Instant> timers = new HashMap<>();
        private boolean ranOutOfTime;
        private final List<Event> events = new ArrayList<>();

        Run(Header header, Revision revision) {
            this.header = header;
            this.revision = revision;
            this.execution = new dev.sluice.asl.step.Execution(revision.model(), Recovery.identity(header, revision));
        }

        Execution.Finished toEnd(JsonNode input, String text) {
            long began = clock.millis();
            advance(new Signal.Start(input, text));
            try {
                while (!execution.status().closed()) advance(next(began + DURATION_MAX.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                advance(new Signal.Stop(TIMEOUT));
            }
            long ended = clock.millis();
            log.accept(new Segment(header, true, events, 0, new byte[0], 0, 0));
            View view = new View(
                    header,
                    ranOutOfTime ? ExecutionStatus.TIMED_OUT : execution.status(),
                    began,
                    ended,
                    text,
                    execution.output(),
                    execution.failure(),
                    0,
                    0);
            long billed = Math.max(1, (ended - began + BILLED_MILLIS - 1) / BILLED_MILLIS) * BILLED_MILLIS;
            return new Execution.Finished(Answers.execution(view), billed, BILLED_MEGABYTES);
        }

        private Signal next(long deadline) throws InterruptedException {
            long now = clock.millis();
            if (now >= deadline) {
                ranOutOfTime = true;
                return new Signal.Stop(TIMEOUT);
            }
            Map.Entry<TimerId, Instant> due = null;
            for (Map.Entry<TimerId, Instant> timer : timers.entrySet()) {
                if (due == null || timer.getValue().isBefore(due.getValue())) due = timer;
            }
            long until =
                    due == null ? deadline : Math.min(deadline, due.getValue().toEpochMilli());
            Signal signal = signals.poll(Math.max(0, until - now), TimeUnit.MILLISECONDS);
            if (signal != null) return signal;
            if (due == null || clock.millis() < due.getValue().toEpochMilli()) return new Signal.Resume();
            timers.remove(due.getKey());
            return new Signal.TimerFired(due.getKey());
        }

        private void advance(Signal signal) {
            Ambient ambient = new Ambient(Instant.ofEpochMilli(clock.millis()), random);
            Turn turn = interpreter.advance(execution, signal, ambient);
            events.addAll(turn.events());
            for (Command command : turn.commands()) carryOut(command);
        }

        private void carryOut(Command command) {
            switch (command) {
                case Command.ScheduleTask task ->
                    dispatch(task.entry(), task.attempt(), task.state(), task.call(), null);
                case Command.ResumeTask task ->
                    dispatch(task.entry(), task.attempt(), task.state(), task.call(), task.submitted());
                case Command.CancelTask task -> dispatcher.cancel(header.id(), task.entry(), task.attempt());
                case Command.ArmTimer timer -> timers.put(timer.timer(), timer.at());
                case Command.CancelTimer timer -> timers.remove(timer.timer());
                case Command.StartMapRun run ->
                    // AWS has no distributed Map in Express machines; the checker refuses it at create.
                    signals.add(new Signal.MapRunFailed(
                            run.entry(),
                            run.attempt(),
                            new Failure("States.Runtime", "Express executions run no distributed Map")));
                case Command.CancelMapRun _ -> {}
                case Command.Continue _ -> signals.add(new Signal.Resume());
                case Command.Close _ -> timers.clear();
            }
        }

        private void dispatch(
                int entry, int attempt, String state, dev.sluice.asl.step.TaskCall call, @Nullable JsonNode submitted) {
            Outside.Attempt made =
                    new Outside.Attempt(0, header, revision, entry, attempt, state, call, submitted != null, submitted);
            dispatcher.start(new Dispatcher.Order(made, null, signals::add));
        }
    }
}
