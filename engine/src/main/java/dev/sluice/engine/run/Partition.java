package dev.sluice.engine.run;

import dev.sluice.asl.query.Ambient;
import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Interpreter;
import dev.sluice.asl.step.Quotas;
import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TaskCall;
import dev.sluice.asl.step.TokenMinter;
import dev.sluice.asl.step.Turn;
import dev.sluice.core.Refused;
import dev.sluice.engine.tasks.TokenCodec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// One of the equal parts that executions are divided into: decides what happens to them, in memory, one at a time.
///
/// It holds no thread, reads no clock and does no I/O: [#step] takes what came in and the time, changes the state, and
/// gives back bytes and effects. State may run ahead of the disk; effects may not, so they are released by whoever made
/// the bytes durable.
public final class Partition {
    /// Bytes of one batch, past which its last turns wait for the next.
    static final int BATCH_BYTES_MAX = 4 << 20;

    /// How long an execution must have nothing to do to be put aside: longer than it takes to bring one back in time.
    static final long IDLE_MILLIS_MIN = 120_000;

    private static final Logger LOG = System.getLogger(Partition.class.getName());

    private final int index;
    private final Interpreter standard;
    private final Interpreter express;
    private final Outside outside;
    private final RandomGenerator random;
    private final LongSupplier executionIds;
    private final int executionsMax;
    private final TimerWheel wheel;
    private final Map<String, Running> byArn = new HashMap<>();
    private final Map<Long, Running> byId = new HashMap<>();
    private final ArrayDeque<Running> unfinished = new ArrayDeque<>();
    private final ArrayDeque<Inbound> postponed = new ArrayDeque<>();
    private final SegmentCodec.Encoder encoder = new SegmentCodec.Encoder();
    private List<Draft> drafts = new ArrayList<>();
    private List<Runnable> effects = new ArrayList<>();
    private final AtomicLong evictions = new AtomicLong();
    private long nowMillis;
    private long turnOf;

    /// A segment before its blob is complete.
    private record Draft(Running running, boolean first, List<Event> events, int firstPayload, int from, int to) {}

    /// @param executionIds gives a larger number each time, across all partitions
    /// @param startMillis the time its timers start from
    public Partition(int index, Outside outside, TokenCodec tokens, Sources sources, long startMillis) {
        this.index = index;
        // A token names its execution by id, which the interpreter doesn't know: it is the one whose turn it is.
        TokenMinter minter = (arn, entry, attempt) -> tokens.mint(new TokenCodec.Place(index, turnOf, entry, attempt));
        this.standard = new Interpreter(minter, Quotas.STANDARD);
        this.express = new Interpreter(minter, Quotas.EXPRESS);
        this.outside = outside;
        this.random = sources.random();
        this.executionIds = sources.executionIds();
        this.executionsMax = sources.executionsMax();
        this.wheel = new TimerWheel(startMillis);
        this.nowMillis = startMillis;
    }

    /// Where a partition's numbers come from, and how much it may hold.
    ///
    /// @param executionsMax executions held in memory; past it starts are refused until some have ended or, idle,
    ///     been put aside
    public record Sources(RandomGenerator random, LongSupplier executionIds, int executionsMax) {}

    /// How many executions have left memory, readable by any thread.
    public long evictions() {
        return evictions.get();
    }

    /// When it next has something to do by itself, milliseconds since 1970.
    public long nextMillis() {
        return unfinished.isEmpty() && postponed.isEmpty() ? wheel.nextMillis() : Long.MIN_VALUE;
    }

    /// How many executions it holds, closed ones not yet archived included.
    public int executions() {
        return byId.size();
    }

    /// Decides what follows from what came in and from the time.
    public Batch step(List<Inbound> inbound, Instant now) {
        nowMillis = Math.max(nowMillis, now.toEpochMilli());
        drafts = new ArrayList<>();
        effects = new ArrayList<>();
        encoder.begin();
        wheel.advance(nowMillis, timer -> fire((Running.Alarm) timer));
        for (int i = unfinished.size(); i > 0; i--) signal(unfinished.remove(), new Signal.Resume());
        postponed.addAll(inbound);
        while (!postponed.isEmpty() && encoder.size() < BATCH_BYTES_MAX) take(postponed.remove());
        byte[] blob = drafts.isEmpty() ? new byte[0] : encoder.end();
        List<Segment> segments = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) segments.add(segment(draft, blob));
        return new Batch(index, blob, segments, effects);
    }

    private static Segment segment(Draft draft, byte[] blob) {
        return new Segment(
                draft.running.header(), draft.first, draft.events, draft.firstPayload, blob, draft.from, draft.to);
    }

    private void take(Inbound inbound) {
        switch (inbound) {
            case Inbound.Start start -> start(start);
            case Inbound.Tell tell -> tell(tell);
            case Inbound.Stop stop -> stop(stop);
            case Inbound.Look look -> {
                Optional<View> view = Optional.ofNullable(byArn.get(look.arn())).map(Running::view);
                effects.add(() -> look.reply().complete(view));
            }
            case Inbound.Watch watch -> watch(watch);
            case Inbound.Archived archived -> archived.shares().forEach(this::archived);
            case Inbound.PutAside aside -> putAside(aside);
            case Inbound.Adopt adopt -> adopt(adopt);
            case Inbound.Select select -> select(select);
            case Inbound.Wake _ -> {} // Timers have been looked at already.
        }
    }

    private void start(Inbound.Start start) {
        Running there = byArn.get(start.header().arn());
        if (there != null) {
            again(start, there);
        } else if (start.evictions() != Inbound.Start.FRESH_NAME && start.evictions() != evictions.get()) {
            effects.add(() -> start.reply().complete(new Inbound.Outcome.AskArchiveAgain()));
        } else if (byId.size() >= executionsMax && start.header().mapState() == null) {
            // A map run bounds its children itself, and would wait for ever for one that was refused.
            effects.add(() -> start.reply().refuse(new Refused("ThrottlingException", "Rate exceeded")));
        } else {
            begin(start);
        }
    }

    private void begin(Inbound.Start start) {
        Header header = start.header().withId(executionIds.getAsLong());
        Running running = Recovery.blank(header, start.revision());
        byArn.put(header.arn(), running);
        byId.put(header.id(), running);
        if (start.whenClosed() != null) running.watch(start.whenClosed());
        signal(running, new Signal.Start(start.input(), start.inputText()));
        View view = running.view();
        effects.add(() -> start.reply().complete(new Inbound.Outcome.Running(view)));
    }

    /// A name that is in use: the same request again is answered with what there is.
    private void again(Inbound.Start start, Running there) {
        View view = there.view();
        if (start.header().mapState() != null) {
            // A map run that was interrupted finds its children again by their names.
            if (start.whenClosed() != null) watch(there, start.whenClosed());
            effects.add(() -> start.reply().complete(new Inbound.Outcome.Running(view)));
            return;
        }
        boolean same = !there.closed() && there.inputText().equals(start.inputText());
        effects.add(() ->
                start.reply().complete(same ? new Inbound.Outcome.Running(view) : new Inbound.Outcome.Taken(view)));
    }

    private void tell(Inbound.Tell tell) {
        Running running = byId.get(tell.execution());
        Inbound.Told told = Inbound.Told.NOT_HERE;
        if (running != null) {
            told = signal(running, tell.signal()) ? Inbound.Told.TAKEN : Inbound.Told.IGNORED;
        }
        Reply<Inbound.Told> reply = tell.reply();
        Inbound.Told answer = told;
        if (reply != null) effects.add(() -> reply.complete(answer));
    }

    private void stop(Inbound.Stop stop) {
        Running running = byArn.get(stop.arn());
        if (running != null && !running.closed()) signal(running, new Signal.Stop(stop.failure()));
        Optional<View> view = Optional.ofNullable(running).map(Running::view);
        effects.add(() -> stop.reply().complete(view));
    }

    private void watch(Inbound.Watch watch) {
        Running running = byArn.get(watch.arn());
        if (running != null) watch(running, watch.whenClosed());
        boolean here = running != null;
        effects.add(() -> watch.reply().complete(here));
    }

    private void watch(Running running, Consumer<View> watcher) {
        if (!running.closed()) {
            running.watch(watcher);
            return;
        }
        View view = running.view();
        effects.add(() -> watcher.accept(view));
    }

    private void select(Inbound.Select select) {
        Running running = byId.get(select.execution());
        if (running == null || running.closed()) {
            effects.add(() -> select.reply().refuse(new Refused("ExecutionDoesNotExist", "It has ended")));
            return;
        }
        turnOf = select.execution();
        Ambient ambient = new Ambient(Instant.ofEpochMilli(running.turnMillis(nowMillis)), random);
        List<JsonNode> selected = new ArrayList<>(select.items().size());
        try {
            for (JsonNode item : select.items()) {
                int index = select.firstIndex() + selected.size();
                selected.add(standard.select(running.execution(), select.entry(), index, item, ambient));
            }
            effects.add(() -> select.reply().complete(selected));
        } catch (RuntimeException e) {
            effects.add(() -> select.reply().refuse(e));
        }
    }

    private void archived(Inbound.Archived.Share share) {
        Running running = byId.get(share.execution());
        if (running == null || !running.archived(share.segments())) return;
        if (running.closed()) {
            evict(running);
            return;
        }
        long due = running.idleUntilMillis();
        if (due < nowMillis + IDLE_MILLIS_MIN) return;
        Outside.Idle idle = new Outside.Idle(index, share.execution(), due, running.segments());
        effects.add(() -> outside.idle(idle));
    }

    private void putAside(Inbound.PutAside aside) {
        Running running = byId.get(aside.execution());
        if (running == null || running.segments() != aside.segments()) return;
        if (running.idleUntilMillis() < nowMillis + IDLE_MILLIS_MIN / 2) return;
        running.timers().values().forEach(wheel::cancel);
        evict(running);
    }

    private void evict(Running running) {
        byId.remove(running.header().id());
        byArn.remove(running.header().arn());
        evictions.incrementAndGet();
    }

    private void adopt(Inbound.Adopt adopt) {
        Running running = adopt.running();
        boolean here = byId.containsKey(running.header().id());
        boolean fresh = here || adopt.evictions() == evictions.get();
        effects.add(() -> adopt.reply().complete(fresh));
        if (here || !fresh) return;
        byArn.put(running.header().arn(), running);
        byId.put(running.header().id(), running);
        if (running.closed()) return;
        for (Command command : running.execution().outstanding()) carryOut(running, command, true);
    }

    private void fire(Running.Alarm alarm) {
        alarm.running().timers().remove(alarm.id());
        signal(alarm.running(), new Signal.TimerFired(alarm.id()));
    }

    private boolean signal(Running running, Signal signal) {
        if (running.closed()) return false;
        Turn turn = advance(running, signal);
        if (!turn.events().isEmpty()) record(running, turn.events());
        for (Command command : turn.commands()) carryOut(running, command, false);
        return !turn.ignored();
    }

    private Turn advance(Running running, Signal signal) {
        turnOf = running.header().id();
        Interpreter interpreter = running.header().express() ? express : standard;
        Ambient ambient = new Ambient(Instant.ofEpochMilli(running.turnMillis(nowMillis)), random);
        try {
            return interpreter.advance(running.execution(), signal, ambient);
        } catch (RuntimeException | StackOverflowError e) {
            // A defect met by one execution must not take the others of its partition down.
            LOG.log(Level.ERROR, "SYSTEM: " + running.header().arn() + " cannot go on and is failed", e);
            String cause = "An internal error occurred: " + e;
            return interpreter.advance(
                    running.execution(), new Signal.Stop(new Failure("States.Runtime", cause)), ambient);
        }
    }

    private void record(Running running, List<Event> events) {
        boolean first = running.startedMillis() == 0;
        events.forEach(running::note);
        int firstPayload = running.payloads().count();
        running.decided();
        int from = encoder.add(running, first, events);
        drafts.add(new Draft(running, first, events, firstPayload, from, encoder.size()));
    }

    private void carryOut(Running running, Command command, boolean resumed) {
        long id = running.header().id();
        switch (command) {
            case Command.ScheduleTask task -> {
                Outside.Attempt attempt = attempt(running, task.entry(), task.attempt(), task.state(), task.call());
                effects.add(() -> outside.schedule(attempt));
            }
            case Command.ResumeTask task -> {
                Outside.Attempt attempt = attempt(running, task.entry(), task.attempt(), task.state(), task.call())
                        .startedBefore(task.submitted());
                effects.add(() -> outside.schedule(attempt));
            }
            case Command.CancelTask task -> effects.add(() -> outside.cancel(id, task.entry(), task.attempt()));
            case Command.ArmTimer timer -> arm(running, timer);
            case Command.CancelTimer timer -> {
                Running.Alarm alarm = running.timers().remove(timer.timer());
                if (alarm != null) wheel.cancel(alarm);
            }
            case Command.StartMapRun run ->
                effects.add(() -> outside.startMapRun(index, running.header(), run, resumed));
            case Command.CancelMapRun run -> effects.add(() -> outside.cancelMapRun(id, run.entry(), run.attempt()));
            case Command.Continue _ -> unfinished.add(running);
            case Command.Close _ -> close(running);
        }
    }

    private Outside.Attempt attempt(Running running, int entry, int attempt, String state, TaskCall call) {
        return new Outside.Attempt(
                index, running.header(), running.revision(), entry, attempt, state, call, false, null);
    }

    private void arm(Running running, Command.ArmTimer timer) {
        Running.Alarm alarm =
                running.timers().computeIfAbsent(timer.timer(), timerId -> new Running.Alarm(running, timerId));
        wheel.arm(alarm, timer.at().toEpochMilli());
    }

    private void close(Running running) {
        running.timers().values().forEach(wheel::cancel);
        running.timers().clear();
        running.payloads().forget();
        View view = running.view();
        List<Consumer<View>> watchers = running.takeWatchers();
        effects.add(() -> watchers.forEach(watcher -> watcher.accept(view)));
    }
}
