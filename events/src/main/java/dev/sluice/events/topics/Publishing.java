package dev.sluice.events.topics;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.delivery.Outgoing;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.NewMessage;
import dev.sluice.events.queues.Queue;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.journal.Tx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
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

    Publishing(
            TopicRows topics,
            QueueRows queues,
            Messages messages,
            Deliveries deliveries,
            NotificationText text,
            Source source) {
        this.topics = topics;
        this.queues = queues;
        this.messages = messages;
        this.deliveries = deliveries;
        this.text = text;
        this.clock = source.clock;
        this.ids = source.ids;
    }

    /// Time and ids.
    record Source(InstantSource clock, Ids ids) {}

    /// What is to be published. @param structured whether the message is JSON with a text for each protocol
    public record News(String subject, String message, JsonNode attributes, boolean structured, String lineage) {
        /// A plain message.
        public static News of(String message, String lineage) {
            return new News("", message, Json.object(), false, lineage);
        }
    }

    /// Publishes in the transaction in hand. @return the message's id @throws Refused if there is no such topic
    public String publish(Tx tx, String topicArn, News news) {
        TopicRows.Topic topic = topics.find(tx, topicArn).orElseThrow(SnsErrors::noTopic);
        String id = ids.next();
        JsonNode byProtocol = news.structured ? structured(news.message) : Json.object();
        Map<String, ObjectNode> signed = new HashMap<>();
        for (Subscription subscription : topics.confirmed(tx, topicArn)) {
            if (!subscription.wants(news.message, news.attributes)) continue;
            String message = !news.structured
                    ? news.message
                    : byProtocol
                            .path(subscription.protocol())
                            .asString(byProtocol.path("default").asString());
            var content =
                    new NotificationText.Content(id, topicArn, news.subject, message, news.attributes, clock.instant());
            ObjectNode notification =
                    signed.computeIfAbsent(message, _ -> text.notification(content, topic.signatureVersion()));
            hand(tx, subscription, content, notification, news.lineage);
        }
        return id;
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

    private void hand(
            Tx tx, Subscription to, NotificationText.Content content, ObjectNode notification, String lineage) {
        String full = Json.write(text.addressed(notification, content, to));
        switch (to.protocol()) {
            case "sqs" -> handToQueue(tx, to, content, full, lineage);
            case "lambda" ->
                deliveries.add(
                        tx,
                        new Outgoing(
                                to.endpoint(),
                                null,
                                Json.write(text.record(notification, content, to)),
                                Json.object(),
                                lineage,
                                patience(to, RETRIES_FUNCTION, 1, PAUSE_SECONDS_FUNCTION_MAX)));
            default ->
                deliveries.add(
                        tx,
                        new Outgoing(
                                to.endpoint(),
                                null,
                                to.raw() ? content.message() : full,
                                headers(to, "Notification", content.id()),
                                lineage,
                                patience(to, RETRIES_HTTP, PAUSE_SECONDS_HTTP, PAUSE_SECONDS_HTTP)));
        }
    }

    private void handToQueue(Tx tx, Subscription to, NotificationText.Content content, String full, String lineage) {
        NewMessage message = NewMessage.of(to.raw() ? content.message() : full, "SNS", lineage);
        if (to.raw() && content.attributes() instanceof ObjectNode attributes) message = message.with(attributes);
        Queue queue = queues.byArn(tx, to.endpoint()).orElse(null);
        String dead = to.deadLetters();
        if (queue == null && dead != null) queue = queues.byArn(tx, dead).orElse(null);
        // Without a queue and without dead letters the message is lost, as with SNS.
        if (queue != null) messages.send(tx, queue, message);
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
