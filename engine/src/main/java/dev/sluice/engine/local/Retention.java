package dev.sluice.engine.local;

import dev.sluice.engine.archive.Archive;
import dev.sluice.journal.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;

/// Deletes ended executions once they have been kept long enough, a few at a time so that nothing waits for it.
final class Retention implements AutoCloseable {
    /// Executions deleted in one transaction.
    static final int DELETED_MAX = 200;

    private static final Duration ROUND = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Logger LOG = System.getLogger(Retention.class.getName());

    private final Archive archive;
    private final Duration kept;
    private final InstantSource clock;
    private final Thread thread;

    Retention(Archive archive, Duration kept, InstantSource clock) {
        this.archive = archive;
        this.kept = kept;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("engine-retention").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Deletes some. @return 0 when none is left for now
    int sweep(Duration keptFor) {
        return archive.deleteStoppedBefore(clock.millis() - keptFor.toMillis(), DELETED_MAX);
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
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(sweepSurely() == 0 ? ROUND : PAUSE);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "retention stops");
        }
    }

    private int sweepSurely() {
        try {
            return sweep(kept);
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "old executions could not be deleted; it will be tried again", e);
            return 0;
        }
    }
}
