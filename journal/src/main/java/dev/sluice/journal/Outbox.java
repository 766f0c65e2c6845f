package dev.sluice.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The arrow from one stage to the next: events written in the same transaction as the change they tell of, handed on
/// in order, at least once, surviving any crash in between.
///
/// One outbox has one handler. A handler that returns has taken the event over for good; one that throws gets the same
/// event again after a pause. After a crash events may come a second time: deduplicate by [Event#id].
public final class Outbox implements AutoCloseable {
    /// Append to the migrations of the database that holds the outbox.
    public static final String SCHEMA =
            "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL)";

    private static final Logger LOG = System.getLogger(Outbox.class.getName());
    private static final int BATCH_EVENTS_MAX = 100;
    private static final long PAUSE_MILLIS_MAX = 5_000;

    private final Database database;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread courier;

    /// One event. @param id grows from event to event and is never used twice in the life of the database
    public record Event(long id, byte[] body) {}

    /// Takes events over; see the class for what returning and throwing mean.
    @FunctionalInterface
    public interface Handler {
        /// Called from one virtual thread, event after event.
        void take(Event event);
    }

    /// An outbox in a database whose migrations hold [#SCHEMA].
    public Outbox(Database database) {
        this.database = database;
    }

    /// Adds an event to the transaction in hand.
    public void add(Tx tx, byte[] body) {
        tx.update("INSERT INTO outbox (body) VALUES (?)", (Object) body);
    }

    /// Starts handing events over, first those left from before.
    public void deliver(Handler handler) {
        database.onCommit(news::release);
        courier = Thread.ofVirtual().name("outbox").start(() -> carry(handler));
    }

    /// How many events wait to be taken over.
    public long backlog() {
        return database.read(tx ->
                tx.first("SELECT count(*) FROM outbox", row -> row.number(1)).orElse(0L));
    }

    /// Stops handing events over; those not taken stay for the next start.
    @Override
    public void close() {
        closed = true;
        news.release();
        Thread running = courier;
        if (running == null) return;
        try {
            running.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Handler handler) {
        long pauseMillis = 0;
        while (!closed) {
            List<Event> batch = database.read(tx -> tx.rows(
                    "SELECT id, body FROM outbox ORDER BY id LIMIT " + BATCH_EVENTS_MAX,
                    row -> new Event(row.number(1), row.bytes(2))));
            long taken = take(batch, handler);
            if (taken > 0) database.write(tx -> tx.update("DELETE FROM outbox WHERE id <= ?", taken));
            boolean stuck = !batch.isEmpty() && taken < batch.getLast().id();
            pauseMillis = stuck ? Math.clamp(pauseMillis * 2, 100, PAUSE_MILLIS_MAX) : 0;
            if (batch.isEmpty() || stuck) rest(pauseMillis);
        }
    }

    /// @return the id of the last event taken over, 0 if none was
    private long take(List<Event> batch, Handler handler) {
        long taken = 0;
        for (Event event : batch) {
            if (closed) return taken;
            try {
                handler.take(event);
                taken = event.id();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "event " + event.id() + " was not taken and will be offered again", e);
                return taken;
            }
        }
        return taken;
    }

    private void rest(long millis) {
        try {
            if (millis > 0) Thread.sleep(millis);
            else news.acquire();
            news.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
