package dev.sluice.events.topics;

import dev.sluice.core.Json;
import dev.sluice.events.Owner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON that subscribers get.
///
/// @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Message formats</a>
final class NotificationText {
    /// Path below which subscription links and the signing certificate are answered without a signature.
    static final String PAGES = "/sns/";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Owner owner;
    private final SigningKey key;

    NotificationText(Owner owner, SigningKey key) {
        this.owner = owner;
        this.key = key;
    }

    /// What a topic tells its subscribers. @param attributes the message's own, in the shape of MessageAttributes
    record Content(
            Publishing.Published published,
            String topicArn,
            String subject,
            String message,
            JsonNode attributes,
            Instant at) {}

    /// A Notification for queues and HTTP endpoints, without its UnsubscribeURL.
    ObjectNode notification(Content content, String signatureVersion) {
        ObjectNode json = Json.object(
                "Type", "Notification", "MessageId", content.published.messageId(), "TopicArn", content.topicArn);
        String sequence = content.published.sequence();
        if (sequence != null) json.put("SequenceNumber", sequence);
        if (!content.subject.isEmpty()) json.put("Subject", content.subject);
        json.put("Message", content.message);
        json.put("Timestamp", TIME.format(content.at));
        sign(json, signatureVersion, List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"));
        return json;
    }

    /// The same for one subscriber.
    ObjectNode addressed(ObjectNode notification, Content content, Subscription subscription) {
        ObjectNode json = notification.deepCopy();
        json.put("UnsubscribeURL", unsubscribeUrl(subscription));
        if (!content.attributes.isEmpty()) json.set("MessageAttributes", attributes(content.attributes));
        return json;
    }

    /// What a function gets.
    ObjectNode record(ObjectNode notification, Content content, Subscription subscription) {
        ObjectNode sns = Json.object();
        ObjectNode addressed = addressed(notification, content, subscription);
        if (!addressed.has("Subject")) addressed.putNull("Subject");
        for (var field : addressed.properties()) {
            String name = field.getKey().replace("URL", "Url");
            sns.set(name, field.getValue());
        }
        sns.set("MessageAttributes", attributes(content.attributes));
        ObjectNode record = Json.object("EventSource", "aws:sns", "EventVersion", "1.0");
        record.put("EventSubscriptionArn", subscription.arn());
        record.set("Sns", sns);
        ObjectNode event = Json.object();
        event.set("Records", Json.array().add(record));
        return event;
    }

    /// Asks an endpoint whether it wants the topic's messages.
    ObjectNode confirmation(Subscription subscription, String id, Instant at, String signatureVersion) {
        ObjectNode json = Json.object("Type", "SubscriptionConfirmation", "MessageId", id);
        json.put("Token", subscription.token());
        json.put("TopicArn", subscription.topicArn());
        json.put(
                "Message",
                "You have chosen to subscribe to the topic " + subscription.topicArn()
                        + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.");
        json.put(
                "SubscribeURL",
                owner.endpoint() + PAGES + "?Action=ConfirmSubscription&TopicArn=" + encoded(subscription.topicArn())
                        + "&Token=" + subscription.token());
        json.put("Timestamp", TIME.format(at));
        sign(
                json,
                signatureVersion,
                List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"));
        return json;
    }

    private String unsubscribeUrl(Subscription subscription) {
        return owner.endpoint() + PAGES + "?Action=Unsubscribe&SubscriptionArn=" + encoded(subscription.arn());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ObjectNode attributes(JsonNode attributes) {
        ObjectNode shown = Json.object();
        for (var each : attributes.properties()) {
            JsonNode value = each.getValue();
            String content = value.has("BinaryValue") ? "BinaryValue" : "StringValue";
            shown.set(
                    each.getKey(),
                    Json.object(
                            "Type",
                            value.path("DataType").asString(),
                            "Value",
                            value.path(content).asString("")));
        }
        return shown;
    }

    private void sign(ObjectNode json, String version, List<String> fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            if (json.has(field))
                text.append(field)
                        .append('\n')
                        .append(json.path(field).asString())
                        .append('\n');
        }
        json.put("SignatureVersion", version);
        json.put("Signature", key.sign(text.toString(), version));
        json.put("SigningCertURL", owner.endpoint() + PAGES + "SimpleNotificationService.pem");
    }
}
