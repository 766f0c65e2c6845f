package dev.sluice.events.topics;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.delivery.Outgoing;
import dev.sluice.events.delivery.Source;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.NewMessage;
import dev.sluice.events.queues.Queue;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.journal.Tx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Hands a topic's message to its subscribers, in the transaction that published it: queues get it at once, the others
/// through a delivery that is tried until it is taken.
public final class Publishing {
    /// Message, subject and attributes together.
    static final int MESSAGE_BYTES_MAX = 262_144;

    private static final int RETRIES_HTTP = 3;
    private static final int RETRIES_FUNCTION = 100;
    private static final int PAUSE_SECONDS_HTTP = 20;
    private static final int PAUSE_SECONDS_FUNCTION_MAX = 1_200;
    private static final long AGE_SECONDS_MAX = 23L * 24 * 3_600;

    private final TopicRows topics;
    private final QueueRows queues;
    private final Messages messages;
    private final Deliveries deliveries;
    private final NotificationText text;
    private final InstantSource clock;
    private final Ids ids;
    private final Sequences sequences;

    Publishing(TopicRows topics, Topics.Outlets outlets, NotificationText text, Source source) {
        this.topics = topics;
        this.queues = outlets.queues();
        this.messages = outlets.messages();
        this.deliveries = outlets.deliveries();
        this.text = text;
        this.clock = source.clock();
        this.ids = source.ids();
        this.sequences = new Sequences(source.clock());
    }

    /// What is to be published. @param structured whether the message is JSON with a text for each protocol
    ///
    /// @param group the message group, for FIFO topics
    /// @param deduplication the deduplication id, for FIFO topics
    public record News(
            String subject,
            String message,
            JsonNode attributes,
            boolean structured,
            String lineage,
            @Nullable String group,
            @Nullable String deduplication) {
        /// A plain message.
        public static News of(String message, String lineage) {
            return new News("", message, Json.object(), false, lineage, null, null);
        }
    }

    /// What publishing answers. @param sequence only of FIFO topics
    public record Published(String messageId, @Nullable String sequence) {}

    /// Publishes in the transaction in hand. A FIFO topic that has just seen the message answers the first one's id.
    ///
    /// @throws Refused if there is no such topic
    public Published publish(Tx tx, String topicArn, News news) {
        TopicRows.Topic topic = topics.find(tx, topicArn).orElseThrow(SnsErrors::noTopic);
        // Refused before anything is written: in a batch, what one entry wrote would stay although it failed.
        JsonNode byProtocol = news.structured ? structured(news.message) : Json.object();
        if (!topic.fifo()) {
            if (news.deduplication != null)
                throw SnsErrors.parameter("MessageDeduplicationId Reason: The request includes MessageDeduplicationId"
                        + " parameter that is not valid for this topic type");
            Published published = new Published(ids.next(), null);
            handToAll(tx, topic, news, published, byProtocol);
            return published;
        }
        if (news.group == null) throw SnsErrors.parameter("The MessageGroupId parameter is required for FIFO topics");
        String deduplication = Sequences.deduplication(topic, news.message, news.deduplication);
        Published seen = sequences.seen(tx, topicArn, deduplication).orElse(null);
        if (seen != null) return seen;
        Published published = sequences.next(tx, topicArn, deduplication, ids.next());
        handToAll(tx, topic, news, published, byProtocol);
        return published;
    }

    private void handToAll(Tx tx, TopicRows.Topic topic, News news, Published published, JsonNode byProtocol) {
        Map<String, ObjectNode> signed = new HashMap<>();
        for (Subscription subscription : topics.confirmed(tx, topic.arn())) {
            if (!subscription.wants(news.message, news.attributes)) continue;
            String message = !news.structured
                    ? news.message
                    : byProtocol
                            .path(subscription.protocol())
                            .asString(byProtocol.path("default").asString());
            var content = new NotificationText.Content(
                    published, topic.arn(), news.subject, message, news.attributes, clock.instant());
            ObjectNode notification =
                    signed.computeIfAbsent(message, _ -> text.notification(content, topic.signatureVersion()));
            hand(tx, subscription, content, notification, news);
        }
    }

    private static JsonNode structured(String message) {
        try {
            JsonNode json = Json.parse(message);
            if (json.path("default").isString()) return json;
        } catch (MalformedJson e) {
            throw SnsErrors.parameter("Message Structure - JSON message body failed to parse");
        }
        throw SnsErrors.parameter("Message Structure - No default entry in JSON message body");
    }

    private void hand(Tx tx, Subscription to, NotificationText.Content content, ObjectNode notification, News news) {
        String full = Json.write(text.addressed(notification, content, to));
        switch (to.protocol()) {
            case "sqs" -> handToQueue(tx, to, content, full, news);
            case "lambda" ->
                deliveries.add(
                        tx,
                        new Outgoing(
                                to.endpoint(),
                                null,
                                Json.write(text.record(notification, content, to)),
                                Json.object(),
                                news.lineage,
                                patience(to, RETRIES_FUNCTION, 1, PAUSE_SECONDS_FUNCTION_MAX)));
            default ->
                deliveries.add(
                        tx,
                        new Outgoing(
                                to.endpoint(),
                                null,
                                to.raw() ? content.message() : full,
                                headers(to, "Notification", content.published().messageId()),
                                news.lineage,
                                patience(to, RETRIES_HTTP, PAUSE_SECONDS_HTTP, PAUSE_SECONDS_HTTP)));
        }
    }

    private void handToQueue(Tx tx, Subscription to, NotificationText.Content content, String full, News news) {
        NewMessage message = NewMessage.of(to.raw() ? content.message() : full, "SNS", news.lineage);
        if (to.raw() && content.attributes() instanceof ObjectNode attributes) message = message.with(attributes);
        Queue queue = queues.byArn(tx, to.endpoint()).orElse(null);
        String dead = to.deadLetters();
        if (queue == null && dead != null) queue = queues.byArn(tx, dead).orElse(null);
        // Without a queue and without dead letters the message is lost, as with SNS.
        if (queue == null) return;
        if (queue.fifo() && news.group != null)
            message = message.inGroup(news.group, content.published().messageId());
        messages.send(tx, queue, message);
    }

    /// Sends the question whether an endpoint wants the topic's messages.
    void askForConfirmation(Tx tx, Subscription subscription, TopicRows.Topic topic) {
        String id = ids.next();
        ObjectNode question = text.confirmation(subscription, id, clock.instant(), topic.signatureVersion());
        deliveries.add(
                tx,
                new Outgoing(
                        subscription.endpoint(),
                        null,
                        Json.write(question),
                        headers(subscription, "SubscriptionConfirmation", id),
                        "",
                        patience(subscription, RETRIES_HTTP, PAUSE_SECONDS_HTTP, PAUSE_SECONDS_HTTP)));
    }

    private static Outgoing.Patience patience(Subscription to, int retries, int pauseMin, int pauseMax) {
        return new Outgoing.Patience(retries, AGE_SECONDS_MAX, pauseMin, pauseMax, to.deadLetters(), Json.object());
    }

    private static ObjectNode headers(Subscription to, String type, String id) {
        ObjectNode headers = Json.object(
                "x-amz-sns-message-type", type, "x-amz-sns-message-id", id, "x-amz-sns-topic-arn", to.topicArn());
        boolean notification = type.equals("Notification");
        if (notification) headers.put("x-amz-sns-subscription-arn", to.arn());
        if (notification && to.raw()) headers.put("x-amz-sns-rawdelivery", "true");
        headers.put("Content-Type", "text/plain; charset=UTF-8");
        headers.put("User-Agent", "Amazon Simple Notification Service Agent");
        return headers;
    }
}
