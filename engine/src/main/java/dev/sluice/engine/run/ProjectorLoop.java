package dev.sluice.engine.run;

import dev.sluice.core.Refused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The thread around the [Projector]: gathers what has been committed and takes it in, many commits at a time.
final class ProjectorLoop implements Committer.Follower, AutoCloseable {
    /// Bytes committed and not yet taken in; past it the committer waits.
    static final long BACKLOG_BYTES_MAX = 64L << 20;

    /// How long commits are gathered while nobody waits to read them.
    static final long GATHER_MILLIS = 25;

    private static final long BACKLOG_BYTES_URGENT = BACKLOG_BYTES_MAX / 8;
    private static final long RETRY_MILLIS = 200;
    private static final Logger LOG = System.getLogger(ProjectorLoop.class.getName());

    private final Projector projector;
    private final Consumer<List<Projector.Taken>> archived;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Thread thread;
    private List<Committer.Committed> backlog = new ArrayList<>();
    private long backlogBytes;
    private int readers;
    private long position;
    private volatile boolean stop;

    ProjectorLoop(Projector projector, long position, Consumer<List<Projector.Taken>> archived) {
        this.projector = projector;
        this.position = position;
        this.archived = archived;
        this.thread = Thread.ofPlatform().name("engine-projector").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void committed(List<Committer.Committed> batches) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (backlogBytes > BACKLOG_BYTES_MAX && !stop) taken.await();
            backlog.addAll(batches);
            for (Committer.Committed batch : batches) backlogBytes += bytes(batch);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long safePosition() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything up to a position can be read in the archive.
    void await(long wanted) {
        lock.lock();
        readers++;
        try {
            arrived.signal();
            long nanos = Reply.WAIT_MAX.toNanos();
            while (position < wanted) {
                if (nanos <= 0) throw new Refused("ServiceUnavailable", "The state store is behind. Try again.");
                nanos = taken.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("ServiceUnavailable", "The service is stopping.");
        } finally {
            readers--;
            lock.unlock();
        }
    }

    /// Takes in what is committed and stops.
    @Override
    public void close() {
        lock.lock();
        stop = true;
        arrived.signalAll();
        taken.signalAll();
        lock.unlock();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            List<Committer.Committed> span = gather();
            while (!span.isEmpty() && project(span)) span = gather();
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "projector interrupted");
        }
    }

    /// @return empty when there is nothing left and the loop is to stop
    private List<Committer.Committed> gather() throws InterruptedException {
        lock.lock();
        try {
            while (backlog.isEmpty() && !stop) arrived.await();
            long nanos = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
            while (readers == 0 && backlogBytes < BACKLOG_BYTES_URGENT && !stop && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            List<Committer.Committed> span = backlog;
            backlog = new ArrayList<>();
            backlogBytes = 0;
            return span;
        } finally {
            lock.unlock();
        }
    }

    /// @return false if the engine was closed before the archive took the span; the journal still holds it then
    private boolean project(List<Committer.Committed> span) throws InterruptedException {
        while (true) {
            try {
                List<Projector.Taken> ended = projector.project(span);
                passed(span.getLast().position());
                archived.accept(ended);
                return true;
            } catch (RuntimeException e) {
                if (stop) return false;
                LOG.log(Level.ERROR, "SYSTEM: the archive takes no records; trying on", e);
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private void passed(long newPosition) {
        lock.lock();
        try {
            position = newPosition;
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static long bytes(Committer.Committed batch) {
        List<Segment> segments = batch.segments();
        return segments.isEmpty() ? 0 : segments.getFirst().blob().length;
    }
}
