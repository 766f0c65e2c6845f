package dev.sluice.events.topics;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.events.Target;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.net.URI;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Subscribing, confirming, listing and unsubscribing.
final class SubscriptionCalls {
    private static final int PAGE_SUBSCRIPTIONS = 100;
    private static final String PENDING = "PendingConfirmation";
    private static final Set<String> ELSEWHERE = Set.of("email", "email-json", "sms", "application", "firehose");

    private final Database database;
    private final TopicRows rows;
    private final Publishing publishing;
    private final Target target;
    private final Ids ids;

    SubscriptionCalls(Database database, TopicRows rows, Publishing publishing, Target target, Ids ids) {
        this.database = database;
        this.rows = rows;
        this.publishing = publishing;
        this.target = target;
        this.ids = ids;
    }

    JsonNode subscribe(JsonNode request) {
        String protocol = request.path("Protocol").asString("");
        String endpoint = request.path("Endpoint").asString("");
        String topicArn = request.path("TopicArn").asString("");
        checkEndpoint(protocol, endpoint, topicArn.endsWith(".fifo"));
        ObjectNode attributes = Json.object();
        for (var each : request.path("Attributes").properties()) {
            SubscriptionAttributes.check(each.getKey(), each.getValue().asString());
            attributes.set(each.getKey(), each.getValue());
        }
        String id = ids.next();
        String token = (ids.next() + ids.next()).replace("-", "");
        Subscription made = database.write(tx -> {
            TopicRows.Topic topic = rows.find(tx, topicArn).orElseThrow(SnsErrors::noTopic);
            Subscription known =
                    rows.subscription(tx, topicArn, protocol, endpoint).orElse(null);
            if (known != null) return again(tx, topic, known, attributes);
            boolean http = protocol.startsWith("http");
            Subscription fresh =
                    new Subscription(topicArn + ":" + id, topicArn, protocol, endpoint, attributes, token, !http);
            rows.save(tx, fresh);
            if (http) publishing.askForConfirmation(tx, fresh, topic);
            return fresh;
        });
        boolean shown =
                made.confirmed() || request.path("ReturnSubscriptionArn").asBoolean(false);
        return Json.object("SubscriptionArn", shown ? made.arn() : "pending confirmation");
    }

    /// Subscribing twice is subscribing once; an endpoint that hasn't confirmed is asked again.
    private Subscription again(Tx tx, TopicRows.Topic topic, Subscription known, ObjectNode attributes) {
        if (!attributes.isEmpty() && !attributes.equals(known.attributes()))
            throw SnsErrors.parameter("Attributes Reason: Subscription already exists with different attributes");
        if (!known.confirmed()) publishing.askForConfirmation(tx, known, topic);
        return known;
    }

    private void checkEndpoint(String protocol, String endpoint, boolean fifo) {
        if (fifo && !protocol.equals("sqs"))
            throw SnsErrors.parameter("Protocol Reason: FIFO topics deliver to SQS queues only");
        if (ELSEWHERE.contains(protocol))
            throw SnsErrors.parameter("Protocol Reason: " + protocol + " is not supported here");
        switch (protocol) {
            case "http", "https" -> {
                if (!endpoint.startsWith(protocol + "://") || !isUrl(endpoint))
                    throw SnsErrors.parameter("Endpoint must match the specified protocol");
            }
            case "sqs" -> {
                if (!endpoint.startsWith("arn:aws:sqs:")) throw SnsErrors.parameter("SQS endpoint ARN");
                if (endpoint.endsWith(".fifo") && !fifo)
                    throw SnsErrors.parameter(
                            "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
            }
            case "lambda" -> {
                if (!endpoint.startsWith("arn:aws:lambda:") || !target.reaches(endpoint))
                    throw SnsErrors.parameter("Lambda endpoint ARN");
            }
            default -> throw SnsErrors.parameter("Amazon SNS does not support this protocol string: " + protocol);
        }
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    JsonNode confirm(JsonNode request) {
        String topicArn = request.path("TopicArn").asString("");
        String token = request.path("Token").asString("");
        String arn = database.write(tx -> {
            if (rows.find(tx, topicArn).isEmpty()) throw SnsErrors.noTopic();
            Subscription found = rows.awaiting(tx, topicArn, token).orElseThrow(() -> SnsErrors.parameter("Token"));
            rows.save(
                    tx,
                    new Subscription(
                            found.arn(),
                            found.topicArn(),
                            found.protocol(),
                            found.endpoint(),
                            found.attributes(),
                            found.token(),
                            true));
            return found.arn();
        });
        return Json.object("SubscriptionArn", arn);
    }

    JsonNode unsubscribe(JsonNode request) {
        String arn = request.path("SubscriptionArn").asString("");
        if (!arn.startsWith("arn:aws:sns:") || arn.split(":", -1).length != 7)
            throw SnsErrors.parameter(
                    "SubscriptionArn Reason: An ARN must have at least 6 elements, not " + arn.split(":", -1).length);
        database.write(tx -> {
            rows.unsubscribe(tx, arn);
            return null;
        });
        return Json.object();
    }

    JsonNode attributes(JsonNode request) {
        Subscription found = database.read(tx -> require(tx, request));
        ObjectNode attributes = Json.object("SubscriptionArn", found.arn(), "TopicArn", found.topicArn());
        attributes.put("Protocol", found.protocol());
        attributes.put("Endpoint", found.endpoint());
        attributes.put("Owner", rows.account());
        attributes.put("RawMessageDelivery", "false");
        attributes.put("PendingConfirmation", String.valueOf(!found.confirmed()));
        attributes.put("ConfirmationWasAuthenticated", String.valueOf(!found.http()));
        attributes.put("SubscriptionPrincipal", "arn:aws:iam::" + rows.account() + ":root");
        if (found.attributes().has("FilterPolicy")) attributes.put("FilterPolicyScope", "MessageAttributes");
        attributes.setAll(found.attributes());
        ObjectNode output = Json.object();
        output.set("Attributes", attributes);
        return output;
    }

    JsonNode setAttribute(JsonNode request) {
        String name = request.path("AttributeName").asString("");
        String value = request.path("AttributeValue").asString("");
        SubscriptionAttributes.check(name, value);
        database.write(tx -> {
            Subscription found = require(tx, request);
            ObjectNode attributes = found.attributes().deepCopy();
            if (value.isEmpty()) attributes.remove(name);
            else attributes.put(name, value);
            rows.save(
                    tx,
                    new Subscription(
                            found.arn(),
                            found.topicArn(),
                            found.protocol(),
                            found.endpoint(),
                            attributes,
                            found.token(),
                            found.confirmed()));
            return null;
        });
        return Json.object();
    }

    private Subscription require(Tx tx, JsonNode request) {
        return rows.subscription(tx, request.path("SubscriptionArn").asString(""))
                .orElseThrow(SnsErrors::noSubscription);
    }

    JsonNode list(JsonNode request) {
        return page("", request);
    }

    JsonNode listByTopic(JsonNode request) {
        String topic = request.path("TopicArn").asString("");
        if (database.read(tx -> rows.find(tx, topic)).isEmpty()) throw SnsErrors.noTopic();
        return page(topic, request);
    }

    private JsonNode page(String topic, JsonNode request) {
        String after = request.path("NextToken").asString("");
        List<Subscription> found = database.read(tx -> rows.subscriptions(tx, topic, after, PAGE_SUBSCRIPTIONS + 1));
        ArrayNode shown = Json.array();
        for (Subscription each : found.subList(0, Math.min(PAGE_SUBSCRIPTIONS, found.size()))) {
            ObjectNode one = Json.object("SubscriptionArn", each.confirmed() ? each.arn() : PENDING);
            one.put("Owner", rows.account());
            one.put("Protocol", each.protocol());
            one.put("Endpoint", each.endpoint());
            one.put("TopicArn", each.topicArn());
            shown.add(one);
        }
        ObjectNode output = Json.object();
        output.set("Subscriptions", shown);
        if (found.size() > PAGE_SUBSCRIPTIONS)
            output.put("NextToken", found.get(PAGE_SUBSCRIPTIONS - 1).arn());
        return output;
    }
}
