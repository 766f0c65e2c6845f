package dev.sluice.events.topics;

import dev.sluice.journal.Tx;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a FIFO topic remembers: how far it has counted, and what it was told within the last minutes.
///
/// @see <a href="https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html">Message deduplication</a>
final class Sequences {
    /// What the database needs; append only.
    static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE topic_counter (topic TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE topic_seen (topic TEXT NOT NULL, deduplication TEXT NOT NULL, message_id TEXT NOT NULL,
                sequence INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (topic, deduplication)) WITHOUT ROWID;
            CREATE INDEX topic_seen_age ON topic_seen (at)
            """);

    private static final Duration DEDUPLICATED = Duration.ofMinutes(5);
    private static final BigInteger FIRST = BigInteger.TEN.pow(19);

    private final InstantSource clock;

    Sequences(InstantSource clock) {
        this.clock = clock;
    }

    /// The deduplication id of a message to a FIFO topic. @throws Refused if it needs one and has none
    static String deduplication(TopicRows.Topic topic, String message, @Nullable String given) {
        if (given != null) return given;
        if (!topic.attributes().path("ContentBasedDeduplication").asString("").equals("true"))
            throw SnsErrors.parameter("The topic should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// What the same message was answered before, if that is not long ago.
    Optional<Publishing.Published> seen(Tx tx, String topic, String deduplication) {
        long after = clock.millis() - DEDUPLICATED.toMillis();
        tx.update("DELETE FROM topic_seen WHERE at <= ?", after);
        return tx.first(
                "SELECT message_id, sequence FROM topic_seen WHERE topic = ? AND deduplication = ?",
                row -> new Publishing.Published(row.text(1), shown(row.number(2))),
                topic,
                deduplication);
    }

    /// Counts a message and remembers it.
    Publishing.Published next(Tx tx, String topic, String deduplication, String messageId) {
        tx.update(
                "INSERT INTO topic_counter (topic, last) VALUES (?, 0) ON CONFLICT (topic) DO UPDATE SET last = last + 1",
                topic);
        long number = tx.first("SELECT last FROM topic_counter WHERE topic = ?", row -> row.number(1), topic)
                .orElseThrow();
        tx.update(
                "INSERT INTO topic_seen (topic, deduplication, message_id, sequence, at) VALUES (?, ?, ?, ?, ?)",
                topic,
                deduplication,
                messageId,
                number,
                clock.millis());
        return new Publishing.Published(messageId, shown(number));
    }

    /// Twenty digits, as SNS shows them.
    private static String shown(long number) {
        return FIRST.add(BigInteger.valueOf(number)).toString();
    }
}
