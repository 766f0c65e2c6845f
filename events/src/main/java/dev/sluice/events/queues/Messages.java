package dev.sluice.events.queues;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Messages as rows: sent, handed out for a while, deleted or moved to where nobody could deal with them.
public final class Messages {
    /// Messages handed out and not yet deleted, of one queue.
    static final int IN_FLIGHT_MAX = 120_000;

    /// Within this time a FIFO queue takes the same deduplication id only once.
    private static final Duration DEDUPLICATED = Duration.ofMinutes(5);

    private static final String COLUMNS =
            "SELECT id, message_id, body, attributes, system, sender, sent, receives, first_received, message_group,"
                    + " deduplication, origin, queue FROM message";

    private final QueueRows queues;
    private final InstantSource clock;
    private final Ids ids;

    /// Messages in these queues.
    public Messages(QueueRows queues, InstantSource clock, Ids ids) {
        this.queues = queues;
        this.clock = clock;
        this.ids = ids;
    }

    /// What sending answers. @param sequence only of FIFO queues
    public record Sent(String messageId, @Nullable Long sequence) {}

    /// A message handed out.
    record Received(
            long row,
            String messageId,
            String body,
            ObjectNode attributes,
            String trace,
            String sender,
            long sentMillis,
            long receives,
            long firstReceivedMillis,
            @Nullable String group,
            @Nullable String deduplication,
            @Nullable String origin,
            String handle) {}

    /// Puts a message into a queue. A FIFO queue that has just seen its deduplication id answers the first message's
    // id.
    public Sent send(Tx tx, Queue queue, NewMessage message) {
        long now = clock.millis();
        String messageId = ids.next();
        String deduplication = null;
        if (queue.fifo()) {
            deduplication = deduplication(queue, message);
            Sent seen = seen(tx, queue, scope(queue, message, deduplication), now);
            if (seen != null) return seen;
        }
        long delay = message.delayMillis() == null ? queue.delayMillis() : message.delayMillis();
        long row = tx.insert(
                "INSERT INTO message (queue, message_id, body, attributes, system, sender, sent, visible, receives,"
                        + " first_received, nonce, message_group, deduplication, origin)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', ?, ?, NULL)",
                queue.id(),
                messageId,
                message.body(),
                Json.write(message.attributes()),
                message.trace(),
                message.sender(),
                now,
                now + delay,
                message.group(),
                deduplication);
        if (deduplication == null) return new Sent(messageId, null);
        remember(tx, queue, scope(queue, message, deduplication), messageId, row);
        return new Sent(messageId, row);
    }

    private void remember(Tx tx, Queue queue, String scope, String messageId, long row) {
        tx.update(
                "INSERT OR REPLACE INTO message_seen (queue, deduplication, message_id, sequence, at) VALUES (?, ?, ?, ?, ?)",
                queue.id(),
                scope,
                messageId,
                row,
                clock.millis());
    }

    private static String deduplication(Queue queue, NewMessage message) {
        if (message.deduplication() != null) return message.deduplication();
        if (queue.contentBasedDeduplication()) return MessageDigests.sha256(message.body());
        throw SqsErrors.invalidMessage("The queue should either have ContentBasedDeduplication enabled or"
                + " MessageDeduplicationId provided explicitly");
    }

    private static String scope(Queue queue, NewMessage message, String deduplication) {
        return queue.deduplicatesByGroup() ? message.group() + "\n" + deduplication : deduplication;
    }

    private static @Nullable Sent seen(Tx tx, Queue queue, String scope, long now) {
        return tx.first(
                        "SELECT message_id, sequence FROM message_seen WHERE queue = ? AND deduplication = ? AND at > ?",
                        row -> new Sent(row.text(1), row.number(2)),
                        queue.id(),
                        scope,
                        now - DEDUPLICATED.toMillis())
                .orElse(null);
    }

    /// Whether there is something to hand out.
    boolean any(Tx tx, Queue queue) {
        return tx.first(
                        "SELECT 1 FROM message WHERE queue = ? AND visible <= ? LIMIT 1",
                        row -> 1,
                        queue.id(),
                        clock.millis())
                .isPresent();
    }

    /// When the next message becomes visible, epoch milliseconds; empty if there is none.
    Optional<Long> nextVisible(Tx tx, Queue queue) {
        return tx.first(
                "SELECT visible FROM message WHERE queue = ? ORDER BY visible LIMIT 1",
                row -> row.number(1),
                queue.id());
    }

    /// Hands messages out for a while. One that was handed out too often goes to the dead letters instead.
    List<Received> receive(Tx tx, Queue queue, int limit, long visibilityMillis) {
        long now = clock.millis();
        List<Received> received = new ArrayList<>();
        if (inFlight(tx, queue) >= IN_FLIGHT_MAX)
            throw new dev.sluice.core.Refused("OverLimit", "Too many messages in flight: " + IN_FLIGHT_MAX);
        Queue.DeadLetters dead = queue.deadLetters();
        Queue deadQueue = dead == null ? null : queues.byArn(tx, dead.arn()).orElse(null);
        for (Received message : candidates(tx, queue, limit, now)) {
            if (dead != null && deadQueue != null && message.receives >= dead.receivesMax()) {
                bury(tx, queue, deadQueue, message.row, now);
                continue;
            }
            received.add(handOut(tx, message, now, visibilityMillis));
        }
        return received;
    }

    private List<Received> candidates(Tx tx, Queue queue, int limit, long now) {
        long oldest = now - queue.retentionMillis();
        if (!queue.fifo())
            return tx.rows(
                    COLUMNS + " WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY visible, id LIMIT ?",
                    Messages::received,
                    queue.id(),
                    now,
                    oldest,
                    limit);
        // A group waits while one of its messages is out: its order is promised.
        Set<String> blocked = new HashSet<>(tx.rows(
                "SELECT DISTINCT message_group FROM message WHERE queue = ? AND message_group IS NOT NULL AND visible > ?"
                        + " AND receives > 0",
                row -> row.text(1),
                queue.id(),
                now));
        List<Received> chosen = new ArrayList<>();
        tx.eachWhile(
                COLUMNS + " WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY id",
                row -> {
                    Received message = received(row);
                    if (!blocked.contains(String.valueOf(message.group))) chosen.add(message);
                    return chosen.size() < limit;
                },
                queue.id(),
                now,
                oldest);
        return chosen;
    }

    private Received handOut(Tx tx, Received message, long now, long visibilityMillis) {
        String nonce = ids.next();
        long first = message.firstReceivedMillis == 0 ? now : message.firstReceivedMillis;
        tx.update(
                "UPDATE message SET visible = ?, receives = receives + 1, first_received = ?, nonce = ? WHERE id = ?",
                now + visibilityMillis,
                first,
                nonce,
                message.row);
        return new Received(
                message.row,
                message.messageId,
                message.body,
                message.attributes,
                message.trace,
                message.sender,
                message.sentMillis,
                message.receives + 1,
                first,
                message.group,
                message.deduplication,
                message.origin,
                Handle.write(message.row, nonce));
    }

    private static void bury(Tx tx, Queue from, Queue to, long row, long now) {
        tx.update(
                "UPDATE message SET queue = ?, visible = ?, receives = 0, first_received = 0, nonce = '', origin = ?"
                        + " WHERE id = ?",
                to.id(),
                now,
                from.arn(),
                row);
    }

    private static Received received(Row row) {
        return new Received(
                row.number(1),
                row.text(2),
                row.text(3),
                Json.parseObject(row.text(4)),
                row.text(5),
                row.text(6),
                row.number(7),
                row.number(8),
                row.number(9),
                row.textOrNull(10),
                row.textOrNull(11),
                row.textOrNull(12),
                "");
    }

    /// Deletes a message. An older handle than the last one deletes nothing, as with SQS.
    void delete(Tx tx, Queue queue, Handle handle) {
        tx.update(
                "DELETE FROM message WHERE id = ? AND queue = ? AND nonce = ?",
                handle.row(),
                queue.id(),
                handle.nonce());
    }

    /// Changes when a message handed out becomes visible again. @return whether it is out under this handle
    boolean changeVisibility(Tx tx, Queue queue, Handle handle, long visibilityMillis) {
        long now = clock.millis();
        return tx.update(
                        "UPDATE message SET visible = ? WHERE id = ? AND queue = ? AND nonce = ? AND visible > ?",
                        now + visibilityMillis,
                        handle.row(),
                        queue.id(),
                        handle.nonce(),
                        now)
                > 0;
    }

    long visible(Tx tx, Queue queue) {
        return count(tx, "SELECT count(*) FROM message WHERE queue = ? AND visible <= ?", queue);
    }

    long inFlight(Tx tx, Queue queue) {
        return count(tx, "SELECT count(*) FROM message WHERE queue = ? AND visible > ? AND receives > 0", queue);
    }

    long delayed(Tx tx, Queue queue) {
        return count(tx, "SELECT count(*) FROM message WHERE queue = ? AND visible > ? AND receives = 0", queue);
    }

    private long count(Tx tx, String sql, Queue queue) {
        return tx.first(sql, row -> row.number(1), queue.id(), clock.millis()).orElse(0L);
    }

    /// Deletes what is older than the queue keeps. @return how many messages
    int expire(Tx tx, Queue queue) {
        long now = clock.millis();
        tx.update("DELETE FROM message_seen WHERE queue = ? AND at <= ?", queue.id(), now - DEDUPLICATED.toMillis());
        return tx.update(
                "DELETE FROM message WHERE queue = ? AND sent <= ?", queue.id(), now - queue.retentionMillis());
    }
}
