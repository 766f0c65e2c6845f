package dev.sluice.events.delivery;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Target;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Carries what goes out of this stage: written in the transaction that caused it, tried until it is taken, then
/// forgotten. Attempts and pauses survive a restart; after a crash something may be delivered twice.
public final class Deliveries implements AutoCloseable {
    /// What the database needs; append only.
    public static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE delivery (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, address TEXT NOT NULL,
                attempts INTEGER NOT NULL, created INTEGER NOT NULL, due INTEGER NOT NULL);
            CREATE INDEX delivery_due ON delivery (due, id)
            """);

    /// The same, added later: how many there are, so that nobody has to count them.
    public static final List<String> MIGRATIONS_OF_TALLY = List.of("""
            CREATE TABLE delivery_tally (waiting INTEGER NOT NULL);
            INSERT INTO delivery_tally SELECT count(*) FROM delivery;
            CREATE TRIGGER delivery_added AFTER INSERT ON delivery
                BEGIN UPDATE delivery_tally SET waiting = waiting + 1; END;
            CREATE TRIGGER delivery_gone AFTER DELETE ON delivery
                BEGIN UPDATE delivery_tally SET waiting = waiting - 1; END
            """);

    /// Deliveries waiting; past it nothing new is taken in.
    public static final int WAITING_MAX = 1_000_000;

    /// Deliveries under way at the same time.
    public static final int UNDER_WAY_MAX = 64;

    /// Of those, to the same address, so that one that hangs doesn't hold up the others.
    public static final int UNDER_WAY_PER_ADDRESS_MAX = 16;

    private static final Logger LOG = System.getLogger(Deliveries.class.getName());
    private static final int LOOKED_AT_MAX = 10_000;
    private static final int LOOK_MILLIS_MAX = 1_000;
    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "TooManyRequestsException",
            "ServiceUnavailable",
            "InternalFailure",
            "ServiceException");

    private final Database database;
    private final Target target;
    private final Morgue morgue;
    private final InstantSource clock;
    private final Ids ids;
    private final HttpPost http = new HttpPost();
    private final Semaphore news = new Semaphore(0);
    private final Map<Long, String> underWay = new ConcurrentHashMap<>();
    private final ExecutorService carriers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("delivery-", 0).factory());
    private volatile boolean closed;

    /// Takes what couldn't be delivered.
    @FunctionalInterface
    public interface Morgue {
        /// Puts it into the queue named by its patience, in the transaction in hand.
        ///
        /// @param code why it was given up, for machines
        /// @param reason for people
        void bury(Tx tx, Outgoing outgoing, int attempts, String code, String reason);
    }

    private record Due(long id, String parcel, Outgoing outgoing, int attempts, long createdMillis) {}

    /// Deliveries kept in a database, to a target.
    public Deliveries(Database database, Target target, Morgue morgue, InstantSource clock, Ids ids) {
        this.database = database;
        this.target = target;
        this.morgue = morgue;
        this.clock = clock;
        this.ids = ids;
    }

    /// Adds a delivery to the transaction in hand; due at once.
    ///
    /// @throws Refused if too many are waiting
    public void add(Tx tx, Outgoing outgoing) {
        long waiting = tx.first("SELECT waiting FROM delivery_tally", row -> row.number(1))
                .orElse(0L);
        if (waiting >= WAITING_MAX) throw new Refused("ThrottlingException", "Too many deliveries are waiting.");
        long now = clock.millis();
        tx.update(
                "INSERT INTO delivery (body, address, attempts, created, due) VALUES (?, ?, 0, ?, ?)",
                outgoing.write(ids.next()),
                outgoing.address(),
                now,
                now);
    }

    /// Starts delivering, first what was left from before.
    public void start() {
        database.onCommit(news::release);
        Thread.ofVirtual().name("deliveries").start(() -> {
            while (!closed) {
                carryDue();
                rest();
            }
        });
    }

    private void rest() {
        try {
            if (news.tryAcquire(LOOK_MILLIS_MAX, TimeUnit.MILLISECONDS)) news.drainPermits();
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /// Sets off what is due and not yet under way. Tests call it in place of [#start].
    public void carryDue() {
        Map<String, Integer> perAddress = new HashMap<>();
        underWay.values().forEach(address -> perAddress.merge(address, 1, Integer::sum));
        List<Due> chosen = new ArrayList<>();
        database.read(tx -> {
            // Past an address that is busy the search goes on, so that one subscriber's backlog holds up nobody else.
            tx.eachWhile(
                    "SELECT id, body, attempts, created, address FROM delivery WHERE due <= ? ORDER BY due, id LIMIT "
                            + LOOKED_AT_MAX,
                    row -> {
                        boolean free = !underWay.containsKey(row.number(1))
                                && perAddress.getOrDefault(row.text(5), 0) < UNDER_WAY_PER_ADDRESS_MAX;
                        if (free) perAddress.merge(row.text(5), 1, Integer::sum);
                        if (free) chosen.add(due(row));
                        return underWay.size() + chosen.size() < UNDER_WAY_MAX;
                    },
                    clock.millis());
            return null;
        });
        for (Due each : chosen) {
            if (closed) return;
            underWay.put(each.id, each.outgoing.address());
            carriers.execute(() -> carry(each));
        }
    }

    private static Due due(Row row) {
        JsonNode body = Json.parse(row.text(2));
        return new Due(
                row.number(1), body.path("id").asString(), Outgoing.read(body), (int) row.number(3), row.number(4));
    }

    private void carry(Due due) {
        try {
            Outgoing outgoing = due.outgoing;
            if (outgoing.http()) http.post(outgoing.address(), outgoing.headers(), outgoing.payload());
            else
                target.deliver(new Target.Parcel(
                        due.parcel, outgoing.address(), outgoing.role(), outgoing.payload(), outgoing.lineage()));
            database.write(tx -> tx.update("DELETE FROM delivery WHERE id = ?", due.id));
        } catch (Refused e) {
            failed(due, e.code(), e.text(), PASSING.contains(e.code()));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "delivery " + due.id + " failed", e);
            failed(due, "INTERNAL_ERROR", String.valueOf(e.getMessage()), true);
        } finally {
            underWay.remove(due.id);
            news.release();
        }
    }

    private void failed(Due due, String code, String reason, boolean passing) {
        Outgoing.Patience patience = due.outgoing.patience();
        int attempts = due.attempts + 1;
        long next = clock.millis() + patience.pauseMillis(attempts);
        boolean tooOld = next > due.createdMillis + patience.ageSecondsMax() * 1_000;
        try {
            database.write(tx -> {
                if (passing && attempts <= patience.retriesMax() && !tooOld)
                    return tx.update("UPDATE delivery SET attempts = ?, due = ? WHERE id = ?", attempts, next, due.id);
                LOG.log(Level.WARNING, "gave up delivering to " + due.outgoing.address() + ": " + code + " " + reason);
                morgue.bury(tx, due.outgoing, attempts, code, reason);
                return tx.update("DELETE FROM delivery WHERE id = ?", due.id);
            });
        } catch (dev.sluice.journal.StorageException e) {
            // The row is still there and due: the next start tries again.
            LOG.log(Level.WARNING, "the outcome of delivery " + due.id + " could not be recorded", e);
        }
    }

    /// How many deliveries wait.
    public long waiting() {
        return database.read(tx -> tx.first("SELECT waiting FROM delivery_tally", row -> row.number(1))
                .orElse(0L));
    }

    /// How many are due or under way.
    public long due() {
        long due = database.read(
                tx -> tx.first("SELECT count(*) FROM delivery WHERE due <= ?", row -> row.number(1), clock.millis())
                        .orElse(0L));
        return Math.max(due, underWay.size());
    }

    /// Starts no more deliveries and waits some seconds for those under way.
    @Override
    public void close() {
        closed = true;
        news.release();
        carriers.shutdown();
        try {
            if (!carriers.awaitTermination(5, TimeUnit.SECONDS)) carriers.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
