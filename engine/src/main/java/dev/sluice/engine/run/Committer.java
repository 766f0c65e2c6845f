package dev.sluice.engine.run;

import dev.sluice.journal.Journal;
import dev.sluice.journal.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The one thread that writes the journal: merges the ready batches of all partitions into one transaction, and
/// releases their effects when it is on disk. Commits stay near the disk's rate while the load rises.
///
/// A failing disk stops nothing for good: the same batches are tried again until they are taken, and [#fault] tells
/// callers meanwhile why nothing is accepted.
final class Committer implements AutoCloseable {
    /// Batches of one transaction.
    static final int COMMIT_BATCHES_MAX = 256;

    /// Log entries forgotten at a time, so that a commit never waits long for it.
    static final int TRUNCATE_ENTRIES_MAX = 500;

    private static final int QUEUED_BATCHES_MAX = 1_024;
    private static final Logger LOG = System.getLogger(Committer.class.getName());

    private final Journal journal;
    private final Follower follower;
    private final long retryMillis;
    private final BlockingQueue<Submission> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES_MAX);
    private final Thread thread;
    private volatile long committedPosition;
    private final AtomicLong commits = new AtomicLong();
    private volatile @Nullable String fault;
    private volatile boolean closed;
    private long truncatedPosition;

    /// A batch and whom to tell that it has been released.
    record Submission(Batch batch, Runnable released) {}

    /// Who comes after the commit: the projections.
    interface Follower {
        /// Called in the order of commits. May wait, which holds the partitions back.
        void committed(List<Committed> batches) throws InterruptedException;

        /// Up to which position the journal is no longer needed.
        long safePosition();
    }

    /// A batch that is on disk.
    record Committed(long position, List<Segment> segments) {}

    /// @param retryMillis pause before a failed transaction is tried again
    Committer(Journal journal, Follower follower, long retryMillis) {
        this.journal = journal;
        this.follower = follower;
        this.retryMillis = retryMillis;
        this.committedPosition = journal.lastPosition();
        // A platform thread: it spends its time in the disk's sync, where a virtual thread would hold its carrier.
        this.thread = Thread.ofPlatform().name("engine-committer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Hands a batch in; waits if too many are on their way.
    void submit(Submission submission) {
        try {
            queue.put(submission);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The position of the last batch on disk.
    long committedPosition() {
        return committedPosition;
    }

    /// How many transactions there have been.
    long commits() {
        return commits.get();
    }

    /// Why the disk takes nothing at the moment; null if it does.
    @Nullable
    String fault() {
        return fault;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Submission> ready = new ArrayList<>(COMMIT_BATCHES_MAX);
        try {
            while (!closed || !queue.isEmpty()) {
                Submission first = queue.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) {
                    truncate();
                    continue;
                }
                ready.add(first);
                queue.drainTo(ready, COMMIT_BATCHES_MAX - 1);
                commit(ready);
                ready.clear();
                if ((commits.get() & 63) == 0) truncate();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "committer interrupted");
        }
    }

    /// Commits what is ready without waiting, for who drives the engine by hand. @return how many batches that were
    int commitReady(int batchesMax) throws InterruptedException {
        List<Submission> ready = new ArrayList<>();
        queue.drainTo(ready, batchesMax);
        if (!ready.isEmpty()) commit(ready);
        return ready.size();
    }

    private void commit(List<Submission> ready) throws InterruptedException {
        List<Journal.Entry> entries = new ArrayList<>(ready.size());
        List<Committed> committed = new ArrayList<>(ready.size());
        long position = committedPosition;
        for (Submission submission : ready) {
            Batch batch = submission.batch();
            if (batch.decidedNothing()) continue;
            entries.add(new Journal.Entry(++position, batch.partition(), batch.blob()));
            committed.add(new Committed(position, batch.segments()));
        }
        if (!entries.isEmpty()) {
            if (!append(entries)) return;
            committedPosition = position;
            commits.incrementAndGet();
            follower.committed(committed);
        }
        for (Submission submission : ready) {
            submission.batch().release();
            submission.released().run();
        }
    }

    /// @return false if the engine was closed before the disk took the entries
    private boolean append(List<Journal.Entry> entries) throws InterruptedException {
        while (true) {
            try {
                journal.append(entries);
                if (fault != null) LOG.log(Level.INFO, "the journal takes records again");
                fault = null;
                return true;
            } catch (StorageException e) {
                if (fault == null) LOG.log(Level.ERROR, "SYSTEM: the journal takes no records; trying on", e);
                fault = e.getMessage();
                if (closed) return false;
                Thread.sleep(retryMillis);
            }
        }
    }

    private void truncate() {
        long safe = follower.safePosition();
        if (safe <= truncatedPosition || fault != null) return;
        try {
            if (journal.truncate(safe, TRUNCATE_ENTRIES_MAX) < TRUNCATE_ENTRIES_MAX) truncatedPosition = safe;
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "the journal could not be shortened; it will be tried again", e);
        }
    }
}
