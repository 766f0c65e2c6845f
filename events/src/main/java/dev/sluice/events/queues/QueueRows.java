package dev.sluice.events.queues;

import dev.sluice.core.Json;
import dev.sluice.events.Owner;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Queues and their tags as rows.
public final class QueueRows {
    /// What the database needs; append only.
    public static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE queue (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, attributes TEXT NOT NULL,
                tags TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, purged INTEGER NOT NULL);
            CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, message_id TEXT NOT NULL,
                body TEXT NOT NULL, attributes TEXT NOT NULL, system TEXT NOT NULL, sender TEXT NOT NULL,
                sent INTEGER NOT NULL, visible INTEGER NOT NULL, receives INTEGER NOT NULL, first_received INTEGER NOT NULL,
                nonce TEXT NOT NULL, message_group TEXT, deduplication TEXT, origin TEXT);
            CREATE INDEX message_due ON message (queue, visible, id);
            CREATE INDEX message_age ON message (queue, sent);
            CREATE INDEX message_group_due ON message (queue, message_group, visible) WHERE message_group IS NOT NULL;
            CREATE TABLE message_seen (queue INTEGER NOT NULL, deduplication TEXT NOT NULL, message_id TEXT NOT NULL,
                sequence INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (queue, deduplication)) WITHOUT ROWID
            """);

    private static final String COLUMNS = "SELECT id, name, attributes, created, modified FROM queue";

    private final Owner owner;

    /// Queues of an owner.
    public QueueRows(Owner owner) {
        this.owner = owner;
    }

    /// The queue of this name.
    public Optional<Queue> find(Tx tx, String name) {
        return tx.first(COLUMNS + " WHERE name = ?", this::queue, name);
    }

    /// The queue with this ARN.
    public Optional<Queue> byArn(Tx tx, String arn) {
        String prefix = owner.arn("sqs", "");
        return arn.startsWith(prefix) ? find(tx, arn.substring(prefix.length())) : Optional.empty();
    }

    /// The queue with this id.
    Optional<Queue> byId(Tx tx, long id) {
        return tx.first(COLUMNS + " WHERE id = ?", this::queue, id);
    }

    private Queue queue(Row row) {
        String name = row.text(2);
        return new Queue(
                row.number(1),
                name,
                owner.arn("sqs", name),
                Json.parseObject(row.text(3)),
                row.number(4),
                row.number(5));
    }

    List<Queue> page(Tx tx, String prefix, String after, int limit) {
        return tx.rows(
                COLUMNS + " WHERE name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?",
                this::queue,
                after,
                prefix.length(),
                prefix,
                limit);
    }

    List<Queue> all(Tx tx) {
        return page(tx, "", "", Queues.QUEUES_MAX);
    }

    void insert(Tx tx, String name, ObjectNode attributes, JsonNode tags, long second) {
        tx.update(
                "INSERT INTO queue (name, attributes, tags, created, modified, purged) VALUES (?, ?, ?, ?, ?, 0)",
                name,
                Json.write(attributes),
                Json.write(tags),
                second,
                second);
    }

    void update(Tx tx, Queue queue, ObjectNode attributes, long second) {
        tx.update(
                "UPDATE queue SET attributes = ?, modified = ? WHERE id = ?",
                Json.write(attributes),
                second,
                queue.id());
    }

    void delete(Tx tx, Queue queue) {
        tx.update("DELETE FROM message WHERE queue = ?", queue.id());
        tx.update("DELETE FROM message_seen WHERE queue = ?", queue.id());
        tx.update("DELETE FROM queue WHERE id = ?", queue.id());
    }

    ObjectNode tags(Tx tx, Queue queue) {
        return tx.first("SELECT tags FROM queue WHERE id = ?", row -> Json.parseObject(row.text(1)), queue.id())
                .orElseGet(Json::object);
    }

    void tag(Tx tx, Queue queue, ObjectNode tags) {
        tx.update("UPDATE queue SET tags = ? WHERE id = ?", Json.write(tags), queue.id());
    }

    /// @return whether it was not purged within the time before
    boolean purge(Tx tx, Queue queue, long nowMillis, long pauseMillis) {
        int marked = tx.update(
                "UPDATE queue SET purged = ? WHERE id = ? AND purged <= ?",
                nowMillis,
                queue.id(),
                nowMillis - pauseMillis);
        if (marked > 0) tx.update("DELETE FROM message WHERE queue = ?", queue.id());
        return marked > 0;
    }
}
