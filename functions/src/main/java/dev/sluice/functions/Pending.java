package dev.sluice.functions;

import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Asynchronous invocations: on disk before they are accepted, tried three times, gone when one succeeded.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Async errors</a>
final class Pending implements AutoCloseable {
    /// Invocations accepted and not yet done; past it further ones are refused.
    static final int QUEUED_MAX = 100_000;

    static final int ATTEMPTS_MAX = 3;
    private static final int RUNNING_MAX = 32;
    private static final Logger LOG = System.getLogger(Pending.class.getName());

    private final Database database;
    private final InstantSource clock;
    private final Runner runner;
    private final Semaphore news = new Semaphore(0);
    private final Semaphore room = new Semaphore(RUNNING_MAX);
    private final Set<Long> running = java.util.Collections.synchronizedSet(new HashSet<>());
    private volatile boolean closed;

    /// One invocation to be made. @param attempt counts from 1
    record Call(long id, String function, byte[] payload, String lineage, int attempt) {}

    /// Makes an invocation. @return whether it succeeded
    interface Runner {
        boolean run(Call call);
    }

    Pending(Database database, InstantSource clock, Runner runner) {
        this.database = database;
        this.clock = clock;
        this.runner = runner;
    }

    void start() {
        Thread.ofVirtual().name("function-pending").start(this::dispatchForever);
    }

    /// Accepts an invocation; it is on disk when this returns. @return false if there are too many
    boolean add(String function, byte[] payload, String lineage) {
        boolean accepted = database.write(tx -> {
            long queued = tx.first("SELECT count(*) FROM pending", row -> row.number(1))
                    .orElse(0L);
            if (queued >= QUEUED_MAX) return false;
            tx.update(
                    "INSERT INTO pending (function, payload, lineage, attempt, due) VALUES (?, ?, ?, 1, ?)",
                    function,
                    payload,
                    lineage,
                    clock.millis());
            return true;
        });
        news.release();
        return accepted;
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }

    private void dispatchForever() {
        while (!closed) {
            try {
                for (Call call : due()) {
                    if (!running.add(call.id())) continue;
                    room.acquire();
                    Thread.ofVirtual().name("function-async").start(() -> attempt(call));
                }
                // Half a second is how late a retry may be; new calls wake it at once.
                if (news.tryAcquire(500, TimeUnit.MILLISECONDS)) news.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<Call> due() {
        return database.read(tx -> tx.rows(
                "SELECT id, function, payload, lineage, attempt FROM pending WHERE due <= ? ORDER BY due, id LIMIT 256",
                Pending::call,
                clock.millis()));
    }

    private void attempt(Call call) {
        try {
            boolean done = runner.run(call);
            if (closed) return;
            if (done || call.attempt() >= ATTEMPTS_MAX) {
                if (!done) LOG.log(Level.WARNING, "gave up an asynchronous call of " + call.function());
                database.write(tx -> tx.update("DELETE FROM pending WHERE id = ?", call.id()));
            } else {
                // One minute before the second attempt, two before the third.
                Instant due = clock.instant().plus(Duration.ofMinutes(call.attempt()));
                database.write(tx -> tx.update(
                        "UPDATE pending SET attempt = ?, due = ? WHERE id = ?",
                        call.attempt() + 1,
                        due.toEpochMilli(),
                        call.id()));
            }
        } finally {
            running.remove(call.id());
            room.release();
            news.release();
        }
    }

    private static Call call(Row row) {
        return new Call(row.number(1), row.text(2), row.bytes(3), row.text(4), (int) row.number(5));
    }
}
