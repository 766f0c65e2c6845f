package dev.sluice.events.topics;

import dev.sluice.core.Json;
import dev.sluice.events.Owner;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Topics and subscriptions as rows.
public final class TopicRows {
    /// What the database needs; append only.
    public static final List<String> MIGRATIONS =
            Stream.concat(Stream.of("""
            CREATE TABLE topic (arn TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE subscription (arn TEXT PRIMARY KEY, topic TEXT NOT NULL, protocol TEXT NOT NULL,
                endpoint TEXT NOT NULL, attributes TEXT NOT NULL, token TEXT NOT NULL, confirmed INTEGER NOT NULL)
                WITHOUT ROWID;
            CREATE UNIQUE INDEX subscription_once ON subscription (topic, protocol, endpoint)
            """), SigningKey.MIGRATIONS.stream()).toList();

    /// The same, added later.
    public static final List<String> MIGRATIONS_OF_SEQUENCES = Sequences.MIGRATIONS;

    private static final String SUBSCRIPTION =
            "SELECT arn, topic, protocol, endpoint, attributes, token, confirmed FROM subscription";

    private final Owner owner;

    TopicRows(Owner owner) {
        this.owner = owner;
    }

    /// @param tags an array of Key and Value
    record Topic(String arn, ObjectNode attributes, ObjectNode tags) {
        boolean fifo() {
            return arn.endsWith(".fifo");
        }

        String signatureVersion() {
            return attributes.path("SignatureVersion").asString("1");
        }
    }

    String account() {
        return owner.account();
    }

    String arn(String name) {
        return owner.arn("sns", name);
    }

    Optional<Topic> find(Tx tx, String arn) {
        return tx.first("SELECT arn, attributes, tags FROM topic WHERE arn = ?", TopicRows::topic, arn);
    }

    private static Topic topic(Row row) {
        return new Topic(row.text(1), Json.parseObject(row.text(2)), Json.parseObject(row.text(3)));
    }

    void save(Tx tx, Topic topic) {
        tx.update(
                "INSERT INTO topic (arn, attributes, tags) VALUES (?, ?, ?)"
                        + " ON CONFLICT (arn) DO UPDATE SET attributes = excluded.attributes, tags = excluded.tags",
                topic.arn,
                Json.write(topic.attributes),
                Json.write(topic.tags));
    }

    void delete(Tx tx, String arn) {
        tx.update("DELETE FROM subscription WHERE topic = ?", arn);
        tx.update("DELETE FROM topic_seen WHERE topic = ?", arn);
        tx.update("DELETE FROM topic WHERE arn = ?", arn);
    }

    List<String> topics(Tx tx, String after, int limit) {
        return tx.rows("SELECT arn FROM topic WHERE arn > ? ORDER BY arn LIMIT ?", row -> row.text(1), after, limit);
    }

    long count(Tx tx) {
        return tx.first("SELECT count(*) FROM topic", row -> row.number(1)).orElse(0L);
    }

    Optional<Subscription> subscription(Tx tx, String arn) {
        return tx.first(SUBSCRIPTION + " WHERE arn = ?", TopicRows::subscription, arn);
    }

    Optional<Subscription> subscription(Tx tx, String topic, String protocol, String endpoint) {
        return tx.first(
                SUBSCRIPTION + " WHERE topic = ? AND protocol = ? AND endpoint = ?",
                TopicRows::subscription,
                topic,
                protocol,
                endpoint);
    }

    Optional<Subscription> awaiting(Tx tx, String topic, String token) {
        return tx.first(SUBSCRIPTION + " WHERE topic = ? AND token = ?", TopicRows::subscription, topic, token);
    }

    List<Subscription> confirmed(Tx tx, String topic) {
        return tx.rows(SUBSCRIPTION + " WHERE topic = ? AND confirmed = 1", TopicRows::subscription, topic);
    }

    long count(Tx tx, String topic, boolean confirmed) {
        return tx.first(
                        "SELECT count(*) FROM subscription WHERE topic = ? AND confirmed = ?",
                        row -> row.number(1),
                        topic,
                        confirmed)
                .orElse(0L);
    }

    /// @param topic empty for those of all topics
    List<Subscription> subscriptions(Tx tx, String topic, String after, int limit) {
        return topic.isEmpty()
                ? tx.rows(SUBSCRIPTION + " WHERE arn > ? ORDER BY arn LIMIT ?", TopicRows::subscription, after, limit)
                : tx.rows(
                        SUBSCRIPTION + " WHERE topic = ? AND arn > ? ORDER BY arn LIMIT ?",
                        TopicRows::subscription,
                        topic,
                        after,
                        limit);
    }

    private static Subscription subscription(Row row) {
        return new Subscription(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                Json.parseObject(row.text(5)),
                row.text(6),
                row.flag(7));
    }

    void save(Tx tx, Subscription subscription) {
        tx.update(
                "INSERT INTO subscription (arn, topic, protocol, endpoint, attributes, token, confirmed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET"
                        + " attributes = excluded.attributes, confirmed = excluded.confirmed",
                subscription.arn(),
                subscription.topicArn(),
                subscription.protocol(),
                subscription.endpoint(),
                Json.write(subscription.attributes()),
                subscription.token(),
                subscription.confirmed());
    }

    void unsubscribe(Tx tx, String arn) {
        tx.update("DELETE FROM subscription WHERE arn = ?", arn);
    }
}
