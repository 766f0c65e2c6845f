package dev.sluice.engine.tasks;

import dev.sluice.asl.step.Signal;
import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Activities;
import dev.sluice.engine.Page;
import dev.sluice.engine.machines.Names;
import dev.sluice.engine.machines.Pages;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Activities and the work that waits for their workers.
///
/// The queues live in memory: what waits follows from the open executions, so a restart fills them again.
public final class ActivityQueues implements Activities {
    /// Append to the migrations of the database that holds the activities.
    public static final String SCHEMA =
            "CREATE TABLE activity (arn TEXT PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID";

    /// How long a worker's poll is held open, as AWS does.
    public static final Duration POLL_MAX = Duration.ofSeconds(60);

    private final Database database;
    private final String arnPrefix;
    private final InstantSource clock;
    private final Takes takes;
    private final Map<String, LinkedBlockingQueue<Dispatcher.Order>> queues = new ConcurrentHashMap<>();
    private final Map<AttemptKey, Dispatcher.Order> wanted = new ConcurrentHashMap<>();

    /// Records that a worker has taken work. @return whether it was still wanted; durable when it returns
    @FunctionalInterface
    public interface Takes {
        /// Called by the polling worker's thread.
        boolean take(Dispatcher.Order order, Signal.TaskStarted signal);
    }

    /// Activities in a database whose migrations hold [#SCHEMA].
    public ActivityQueues(Database database, String region, String account, InstantSource clock, Takes takes) {
        this.database = database;
        this.arnPrefix = Arn.of("states", region, account, "activity:").toString();
        this.clock = clock;
        this.takes = takes;
    }

    /// Puts work in for the workers of an activity.
    public void offer(Dispatcher.Order order) {
        if (order.attempt().started()) return; // A worker has it already.
        wanted.put(order.key(), order);
        queue(order.attempt().call().resource().arn()).add(order);
    }

    /// The work is not wanted any more.
    public void cancel(long execution, int entry, int attempt) {
        Dispatcher.Order order = wanted.remove(new AttemptKey(execution, entry, attempt));
        if (order != null) queue(order.attempt().call().resource().arn()).remove(order);
    }

    @Override
    public Activity create(String name, Map<String, String> tags) {
        Names.checked(name);
        String arn = arnPrefix + name;
        long now = clock.millis();
        return database.write(tx -> {
            tx.update("INSERT OR IGNORE INTO activity (arn, name, created) VALUES (?, ?, ?)", arn, name, now);
            tags.forEach((key, value) ->
                    tx.update("INSERT OR REPLACE INTO tag (resource, key, value) VALUES (?, ?, ?)", arn, key, value));
            return tx.first("SELECT arn, name, created FROM activity WHERE arn = ?", ActivityQueues::activity, arn)
                    .orElseThrow();
        });
    }

    @Override
    public Activity describe(String arn) {
        Names.arn(arn, "activity");
        return database.read(tx -> tx.first(
                        "SELECT arn, name, created FROM activity WHERE arn = ?", ActivityQueues::activity, arn))
                .orElseThrow(() -> new Refused("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'"));
    }

    @Override
    public Page<Activity> list(Page.Request page) {
        return Pages.cut(
                database.read(tx ->
                        tx.rows("SELECT arn, name, created FROM activity ORDER BY arn", ActivityQueues::activity)),
                page,
                Activity::arn);
    }

    @Override
    public void delete(String arn) {
        Names.arn(arn, "activity");
        database.write(tx -> {
            tx.update("DELETE FROM tag WHERE resource = ?", arn);
            return tx.update("DELETE FROM activity WHERE arn = ?", arn);
        });
    }

    @Override
    public Optional<Work> poll(String arn, @Nullable String workerName) throws InterruptedException {
        describe(arn);
        LinkedBlockingQueue<Dispatcher.Order> queue = queue(arn);
        long end = System.nanoTime() + POLL_MAX.toNanos();
        while (true) {
            Dispatcher.Order order = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (order == null) return Optional.empty();
            if (wanted.remove(order.key(), order) && taken(order, workerName)) return Optional.of(work(order));
        }
    }

    private boolean taken(Dispatcher.Order order, @Nullable String workerName) {
        try {
            return takes.take(
                    order,
                    new Signal.TaskStarted(
                            order.attempt().entry(), order.attempt().attempt(), workerName));
        } catch (Refused e) {
            offer(order); // Not recorded, so it still waits for a worker.
            throw e;
        }
    }

    private static Work work(Dispatcher.Order order) {
        String token = order.token();
        if (token == null) throw new IllegalStateException("work of an activity without a token");
        return new Work(token, Json.write(order.attempt().call().parameters()));
    }

    private LinkedBlockingQueue<Dispatcher.Order> queue(String arn) {
        return queues.computeIfAbsent(arn, _ -> new LinkedBlockingQueue<>());
    }

    private static Activity activity(Row row) {
        return new Activity(row.text(1), row.text(2), Instant.ofEpochMilli(row.number(3)));
    }
}
