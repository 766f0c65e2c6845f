package dev.sluice.functions;

import dev.sluice.core.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The processes alive: kept warm for the next event, ended when idle for long or when another function needs room.
final class Workers implements AutoCloseable {
    /// Callers waiting for a process; past it a call is refused at once.
    static final int WAITING_MAX = 1_000;

    /// How long a caller waits for a process before its call is refused.
    static final Duration WAIT_MAX = Duration.ofSeconds(60);

    /// How long a process may be idle.
    static final Duration IDLE_MAX = Duration.ofMinutes(5);

    private final int processesMax;
    private final InstantSource clock;
    private final Starter starter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final ArrayDeque<Idle> idle = new ArrayDeque<>();
    private final List<Worker> busy = new ArrayList<>();
    private final BitSet slots = new BitSet();
    private final int startingMax = java.lang.Runtime.getRuntime().availableProcessors();
    private int starting;
    private int waiting;
    private boolean closed;

    private record Idle(Worker worker, Instant since) {}

    /// Starts a process for a function.
    interface Starter {
        Worker start(Function function, int slot);
    }

    Workers(int processesMax, InstantSource clock, Starter starter) {
        this.processesMax = processesMax;
        this.clock = clock;
        this.starter = starter;
    }

    /// A process for one event; give it back with [#release].
    ///
    /// @throws Refused `TooManyRequestsException` if none becomes free in time
    Worker acquire(Function function) throws InterruptedException {
        int slot;
        lock.lock();
        try {
            Worker warm = takeWarm(function);
            if (warm != null) return warm;
            slot = takeSlot(function);
            if (slot < 0) return takeWarmOrFail(function);
        } finally {
            lock.unlock();
        }
        return started(function, slot);
    }

    /// Gives a process back; one that is dead, or whose function has changed since, is ended.
    void release(Worker worker, boolean reusable) {
        lock.lock();
        try {
            busy.remove(worker);
            if (reusable && !worker.dead() && !closed) {
                idle.addLast(new Idle(worker, clock.instant()));
                freed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        end(worker);
    }

    /// Ends idle processes of a function whose code or settings have changed.
    void retire(String name) {
        endIdle(entry -> entry.worker().function().name().equals(name));
    }

    /// Ends processes that have been idle for too long.
    void sweep() {
        Instant before = clock.instant().minus(IDLE_MAX);
        endIdle(entry -> entry.since().isBefore(before));
    }

    /// Ends all processes; calls under way fail.
    @Override
    public void close() {
        List<Worker> running;
        lock.lock();
        try {
            closed = true;
            running = List.copyOf(busy);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
        running.forEach(Worker::close);
        endIdle(entry -> true);
    }

    private Worker started(Function function, int slot) throws InterruptedException {
        try {
            Worker worker = starter.start(function, slot);
            lock.lock();
            try {
                busy.add(worker);
            } finally {
                lock.unlock();
            }
            worker.awaitReady();
            return worker;
        } catch (RuntimeException e) {
            freeSlot(slot);
            throw e;
        } finally {
            startEnded();
        }
    }

    private void startEnded() {
        lock.lock();
        try {
            starting--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is a slot, ending another function's idle process for it if need be. Only as many start at
    /// the same time as there are cores: more would start later, and by then one of the first is free again.
    ///
    /// @return a slot, or -1 if a warm process of this function became free instead
    private int takeSlot(Function function) throws InterruptedException {
        long left = WAIT_MAX.toNanos();
        if (waiting >= WAITING_MAX) throw tooMany();
        waiting++;
        try {
            while (true) {
                if (closed) throw tooMany();
                if (hasWarm(function)) return -1;
                if (starting < startingMax && makeRoom()) break;
                if (left <= 0) throw tooMany();
                left = freed.awaitNanos(left);
            }
        } finally {
            waiting--;
        }
        starting++;
        int slot = slots.nextClearBit(0);
        slots.set(slot);
        return slot;
    }

    private boolean makeRoom() {
        if (slots.cardinality() < processesMax) return true;
        Idle oldest = idle.pollFirst();
        if (oldest == null) return false;
        slots.clear(oldest.worker().slot());
        oldest.worker().close();
        return true;
    }

    private Worker takeWarmOrFail(Function function) {
        Worker warm = takeWarm(function);
        if (warm == null) throw tooMany();
        return warm;
    }

    private boolean hasWarm(Function function) {
        return idle.stream().anyMatch(entry -> fits(entry, function));
    }

    private @Nullable Worker takeWarm(Function function) {
        // The most recently used first: its memory is warm, and those not needed grow old and are ended.
        for (Iterator<Idle> it = idle.descendingIterator(); it.hasNext(); ) {
            Idle entry = it.next();
            if (!fits(entry, function)) continue;
            it.remove();
            busy.add(entry.worker());
            return entry.worker();
        }
        return null;
    }

    private static boolean fits(Idle entry, Function function) {
        return entry.worker().function().revision().equals(function.revision())
                && !entry.worker().dead();
    }

    private void endIdle(java.util.function.Predicate<Idle> which) {
        List<Worker> ended = new ArrayList<>();
        lock.lock();
        try {
            idle.removeIf(entry -> which.test(entry) && ended.add(entry.worker()));
        } finally {
            lock.unlock();
        }
        ended.forEach(this::end);
    }

    private void end(Worker worker) {
        worker.close();
        freeSlot(worker.slot());
    }

    private void freeSlot(int slot) {
        lock.lock();
        try {
            slots.clear(slot);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Refused tooMany() {
        return new Refused(
                "TooManyRequestsException",
                "Rate Exceeded.",
                java.util.Map.of("Reason", "ConcurrentInvocationLimitExceeded"));
    }

    /// Has [#sweep] called now and then, on a thread of its own, until closed.
    void sweepEvery(Duration period) {
        Thread.ofVirtual().name("function-sweep").start(() -> {
            while (!closed) {
                try {
                    TimeUnit.MILLISECONDS.sleep(period.toMillis());
                } catch (InterruptedException e) {
                    return;
                }
                sweep();
            }
        });
    }
}
