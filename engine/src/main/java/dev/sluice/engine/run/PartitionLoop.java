package dev.sluice.engine.run;

import dev.sluice.core.Refused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The virtual thread around a [Partition]: takes what came in, has it decided, hands the batch to the [Committer] and
/// goes on with the next while that one is on its way to the disk.
public final class PartitionLoop implements AutoCloseable {
    /// Requests and signals of one step.
    static final int STEP_INBOUND_MAX = 1_000;

    /// Batches on their way to the disk; past it the partition waits, its mailbox fills and callers are refused.
    static final int BATCHES_UNDER_WAY_MAX = 4;

    private static final long SLEEP_MILLIS_MAX = 60_000;

    private static final Logger LOG = System.getLogger(PartitionLoop.class.getName());

    private final Partition partition;
    private final Mailbox mailbox;
    private final Committer committer;
    private final InstantSource clock;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean broken;

    PartitionLoop(Partition partition, int requestsMax, Committer committer, InstantSource clock) {
        this.partition = partition;
        this.mailbox = new Mailbox(requestsMax);
        this.committer = committer;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("partition").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Asks for something on behalf of a caller. @throws Refused `ThrottlingException` if too much is asked for already
    public void ask(Inbound request) {
        if (closed) throw new Refused("ServiceUnavailable", "The service is stopping.");
        if (broken) throw new Refused("InternalFailure", "A part of the engine broke; see the server's log.");
        String fault = committer.fault();
        if (fault != null) throw new Refused("ServiceUnavailable", "The state store takes no records: " + fault);
        if (!mailbox.offer(request)) throw new Refused("ThrottlingException", "Rate exceeded");
    }

    /// Tells of a result or of time that has passed; never refused.
    public void tell(Inbound inbound) {
        mailbox.put(inbound);
    }

    /// How many executions have left the partition's memory.
    public long evictions() {
        return partition.evictions();
    }

    /// How many requests and signals wait.
    public int queued() {
        return mailbox.size();
    }

    @Override
    public void close() {
        closed = true;
        mailbox.wake();
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            turn();
        } catch (RuntimeException | StackOverflowError e) {
            // Its memory may now differ from its journal. Nothing of that is written: a restart recovers what was.
            broken = true;
            LOG.log(Level.ERROR, "SYSTEM: a partition broke and takes nothing until a restart", e);
        }
    }

    private void turn() {
        while (!closed) {
            Instant now = clock.instant();
            List<Inbound> inbound = mailbox.take(STEP_INBOUND_MAX, sleepNanos(now));
            Batch batch = partition.step(inbound, inbound.isEmpty() ? now : clock.instant());
            if (batch.decidedNothing() && underWay.get() == 0) batch.release();
            else if (!batch.decidedNothing() || !batch.effects().isEmpty()) submit(batch);
        }
    }

    private long sleepNanos(Instant now) {
        long next = partition.nextMillis();
        if (next <= now.toEpochMilli()) return 0;
        long millis = Math.min(next - now.toEpochMilli(), SLEEP_MILLIS_MAX);
        // To the next whole millisecond of the clock, or the thread would look once too early.
        return TimeUnit.MILLISECONDS.toNanos(millis) - now.getNano() % 1_000_000;
    }

    private void submit(Batch batch) {
        underWay.incrementAndGet();
        committer.submit(new Committer.Submission(batch, this::released));
        while (underWay.get() >= BATCHES_UNDER_WAY_MAX && !closed) LockSupport.park(this);
    }

    private void released() {
        if (underWay.getAndDecrement() >= BATCHES_UNDER_WAY_MAX) LockSupport.unpark(thread);
    }
}
