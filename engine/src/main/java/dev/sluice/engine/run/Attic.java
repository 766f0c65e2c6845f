package dev.sluice.engine.run;

import dev.sluice.engine.archive.Archive;
import dev.sluice.journal.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Where executions are kept that have nothing to do for long: on disk, with a note of when they are due, and nothing
/// in memory. A million that wait for a year cost the disk only.
final class Attic implements AutoCloseable {
    /// How long before they are due executions are brought back; shorter than [Partition#IDLE_MILLIS_MIN] by more than
    /// a round, so that none is noted behind the horizon.
    static final long AHEAD_MILLIS = 45_000;

    /// Executions noted in one transaction.
    static final int NOTED_MAX = 1_000;

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Logger LOG = System.getLogger(Attic.class.getName());

    private final Core core;
    private final Archive archive;
    private final Recovery recovery;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Outside.Idle> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private long horizonMillis;
    private volatile boolean sweepNow;

    Attic(Core core, Archive archive, Recovery recovery, InstantSource clock) {
        this.core = core;
        this.archive = archive;
        this.recovery = recovery;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("engine-attic").unstarted(this::run);
    }

    /// @param horizon up to which due time executions are in memory already
    void start(long horizon) {
        horizonMillis = horizon + 1;
        thread.start();
    }

    void putAside(Outside.Idle idle) {
        queue.add(idle);
    }

    /// Has executions brought back at once, for clocks that jump.
    void wake() {
        sweepNow = true;
        queue.add(new Outside.Idle(0, 0, 0, 0));
    }

    /// Brings an execution back. @return false if there is none that runs
    boolean bringBack(String arn) {
        PartitionLoop partition = core.of(arn);
        while (true) {
            // Before the archive is read: what leaves memory after this makes the partition ask for another look.
            long evictions = partition.evictions();
            Optional<Archive.Stored> stored = archive.find(arn);
            if (stored.isEmpty() || stored.get().status().closed()) return false;
            Reply<Boolean> reply = new Reply<>();
            partition.tell(new Inbound.Adopt(recovery.replay(stored.get().header()), evictions, reply));
            if (reply.await()) return true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long nextSweep = System.nanoTime() + ROUND.toNanos();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Outside.Idle first = queue.poll(Math.max(0, nextSweep - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (first != null) noteSurely(first);
                if (!sweepNow && System.nanoTime() < nextSweep) continue;
                sweepNow = false;
                sweepSurely();
                nextSweep = System.nanoTime() + ROUND.toNanos();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "attic stops");
        }
    }

    private void noteSurely(Outside.Idle first) {
        List<Outside.Idle> idle = new ArrayList<>(List.of(first));
        queue.drainTo(idle, NOTED_MAX - 1);
        Map<Long, Long> due = new HashMap<>();
        for (Outside.Idle each : idle) due.put(each.execution(), each.dueMillis());
        try {
            archive.putAside(due);
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "idle executions could not be put aside; they stay in memory", e);
            return;
        }
        for (Outside.Idle each : idle) {
            core.of(each.partition()).tell(new Inbound.PutAside(each.execution(), each.segments()));
        }
    }

    private void sweepSurely() {
        try {
            long upTo = clock.millis() + AHEAD_MILLIS;
            if (upTo <= horizonMillis) return;
            for (Archive.Stored stored : archive.dueBetween(horizonMillis, upTo)) {
                bringBack(stored.header().arn());
            }
            horizonMillis = upTo;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "executions that are due could not be brought back; it will be tried again", e);
        }
    }
}
