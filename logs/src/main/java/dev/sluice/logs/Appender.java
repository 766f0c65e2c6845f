package dev.sluice.logs;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Gathers lines from inside the server and writes many with one commit.
final class Appender implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Appender.class.getName());

    /// Lines waiting to be written; past it, writers wait.
    static final int LINES_WAITING_MAX = 10_000;

    /// Lines of one commit.
    static final int COMMIT_LINES_MAX = 1_000;

    /// A line and where it goes.
    record Entry(String group, String stream, Logs.NewLine line) {}

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(LINES_WAITING_MAX);
    private final Consumer<List<Entry>> writer;
    private final Thread thread;
    private volatile boolean closing;

    Appender(Consumer<List<Entry>> writer) {
        this.writer = writer;
        thread = Thread.ofVirtual().name("log-lines").start(this::writeForever);
    }

    void add(Entry entry) {
        try {
            waiting.put(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeForever() {
        List<Entry> batch = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            try {
                Entry first = waiting.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) continue;
                batch.add(first);
                waiting.drainTo(batch, COMMIT_LINES_MAX - 1);
                writer.accept(batch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, batch.size() + " log lines could not be written", e);
            }
            batch.clear();
        }
    }

    /// Writes what waits.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
