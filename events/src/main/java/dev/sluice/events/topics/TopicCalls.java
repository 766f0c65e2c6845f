package dev.sluice.events.topics;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.events.Owner;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Making, setting up, listing, tagging and deleting topics.
final class TopicCalls {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final int PAGE_TOPICS = 100;
    private static final int TOPICS_MAX = 100_000;
    private static final int TAGS_MAX = 50;

    private final Database database;
    private final TopicRows rows;
    private final Owner owner;

    TopicCalls(Database database, TopicRows rows, Owner owner) {
        this.database = database;
        this.rows = rows;
        this.owner = owner;
    }

    JsonNode create(JsonNode request) {
        String name = request.path("Name").asString("");
        boolean fifo = request.path("Attributes").path("FifoTopic").asString("").equals("true");
        if (!NAME.matcher(name).matches() || fifo != name.endsWith(".fifo"))
            throw SnsErrors.parameter(fifo ? "Topic Name Reason: Fifo Topic names must end with .fifo" : "Topic Name");
        ObjectNode attributes = Json.object();
        for (var each : request.path("Attributes").properties()) {
            check(each.getKey(), each.getValue().asString(), fifo);
            attributes.set(each.getKey(), each.getValue());
        }
        ObjectNode tags = Json.object();
        for (JsonNode tag : request.path("Tags")) tags.set(tag.path("Key").asString(), tag.path("Value"));
        String arn = rows.arn(name);
        database.write(tx -> {
            TopicRows.Topic known = rows.find(tx, arn).orElse(null);
            if (known == null) {
                if (rows.count(tx) >= TOPICS_MAX)
                    throw new dev.sluice.core.Refused("TopicLimitExceededException", "Topic limit exceeded");
                rows.save(tx, new TopicRows.Topic(arn, attributes, tags));
            } else {
                requireSame(known, attributes, tags);
            }
            return null;
        });
        return Json.object("TopicArn", arn);
    }

    private static void requireSame(TopicRows.Topic known, ObjectNode attributes, ObjectNode tags) {
        for (var each : attributes.properties()) {
            if (!each.getValue().equals(known.attributes().path(each.getKey())))
                throw SnsErrors.parameter("Attributes Reason: Topic already exists with different attributes");
        }
        if (!tags.isEmpty() && !tags.equals(known.tags()))
            throw SnsErrors.parameter("Tags Reason: Topic already exists with different tags");
    }

    private static void check(String name, String value, boolean fifo) {
        switch (name) {
            case "DisplayName" -> {
                if (value.length() > 100) throw SnsErrors.parameter("DisplayName");
            }
            case "Policy" -> {
                try {
                    if (Json.parse(value).isObject()) return;
                } catch (MalformedJson e) {
                    throw SnsErrors.parameter("Policy Error: null");
                }
                throw SnsErrors.parameter("Policy Error: null");
            }
            case "SignatureVersion" -> {
                if (!value.equals("1") && !value.equals("2"))
                    throw SnsErrors.parameter("SignatureVersion Reason: must be 1 or 2");
            }
            case "TracingConfig" -> {
                if (!value.equals("PassThrough"))
                    throw SnsErrors.parameter("TracingConfig Reason: " + value + " is not supported here");
            }
            case "FifoTopic" -> {
                if (!value.equals(String.valueOf(fifo))) throw SnsErrors.parameter("FifoTopic");
            }
            case "ContentBasedDeduplication" -> {
                if (!fifo || (!value.equals("true") && !value.equals("false")))
                    throw SnsErrors.parameter("ContentBasedDeduplication");
            }
            case "DeliveryPolicy", "KmsMasterKeyId", "ArchivePolicy", "FifoThroughputScope" ->
                throw SnsErrors.parameter("The attribute " + name + " is not supported here");
            default -> throw SnsErrors.parameter("AttributeName");
        }
    }

    JsonNode delete(JsonNode request) {
        database.write(tx -> {
            rows.delete(tx, request.path("TopicArn").asString(""));
            return null;
        });
        return Json.object();
    }

    JsonNode list(JsonNode request) {
        String after = request.path("NextToken").asString("");
        List<String> found = database.read(tx -> rows.topics(tx, after, PAGE_TOPICS + 1));
        ArrayNode shown = Json.array();
        for (String arn : found.subList(0, Math.min(PAGE_TOPICS, found.size())))
            shown.add(Json.object("TopicArn", arn));
        ObjectNode output = Json.object();
        output.set("Topics", shown);
        if (found.size() > PAGE_TOPICS) output.put("NextToken", found.get(PAGE_TOPICS - 1));
        return output;
    }

    JsonNode attributes(JsonNode request) {
        ObjectNode attributes = database.read(tx -> {
            TopicRows.Topic topic = require(tx, request.path("TopicArn").asString(""));
            ObjectNode all = Json.object("TopicArn", topic.arn(), "Owner", owner.account(), "DisplayName", "");
            all.put("Policy", Json.write(defaultPolicy(topic.arn())));
            all.put("SubscriptionsConfirmed", String.valueOf(rows.count(tx, topic.arn(), true)));
            all.put("SubscriptionsPending", String.valueOf(rows.count(tx, topic.arn(), false)));
            all.put("SubscriptionsDeleted", "0");
            if (topic.fifo()) all.put("ContentBasedDeduplication", "false");
            all.setAll(topic.attributes());
            return all;
        });
        ObjectNode output = Json.object();
        output.set("Attributes", attributes);
        return output;
    }

    private ObjectNode defaultPolicy(String arn) {
        ObjectNode policy = Json.object("Version", "2008-10-17", "Id", "__default_policy_ID");
        ObjectNode statement = Json.object("Sid", "__default_statement_ID", "Effect", "Allow");
        statement.set("Principal", Json.object("AWS", "*"));
        ArrayNode actions = Json.array();
        for (String action : new String[] {
            "GetTopicAttributes",
            "SetTopicAttributes",
            "AddPermission",
            "RemovePermission",
            "DeleteTopic",
            "Subscribe",
            "ListSubscriptionsByTopic",
            "Publish"
        }) actions.add("SNS:" + action);
        statement.set("Action", actions);
        statement.put("Resource", arn);
        ObjectNode condition = Json.object();
        condition.set("StringEquals", Json.object("AWS:SourceOwner", owner.account()));
        statement.set("Condition", condition);
        policy.set("Statement", Json.array().add(statement));
        return policy;
    }

    JsonNode setAttribute(JsonNode request) {
        String name = request.path("AttributeName").asString("");
        String value = request.path("AttributeValue").asString("");
        check(name, value, request.path("TopicArn").asString("").endsWith(".fifo"));
        database.write(tx -> {
            TopicRows.Topic topic = require(tx, request.path("TopicArn").asString(""));
            ObjectNode attributes = topic.attributes().deepCopy();
            attributes.put(name, value);
            rows.save(tx, new TopicRows.Topic(topic.arn(), attributes, topic.tags()));
            return null;
        });
        return Json.object();
    }

    private TopicRows.Topic require(Tx tx, String arn) {
        return rows.find(tx, arn).orElseThrow(SnsErrors::noTopic);
    }

    JsonNode tag(JsonNode request) {
        return changeTags(request, tags -> {
            for (JsonNode tag : request.path("Tags")) tags.set(tag.path("Key").asString(), tag.path("Value"));
        });
    }

    JsonNode untag(JsonNode request) {
        return changeTags(request, tags -> {
            for (JsonNode key : request.path("TagKeys")) tags.remove(key.asString());
        });
    }

    private JsonNode changeTags(JsonNode request, java.util.function.Consumer<ObjectNode> change) {
        database.write(tx -> {
            TopicRows.Topic topic = tagged(tx, request);
            ObjectNode tags = topic.tags().deepCopy();
            change.accept(tags);
            if (tags.size() > TAGS_MAX)
                throw new dev.sluice.core.Refused(
                        "TagLimitExceededException", "Could not complete request: tag quota of per resource exceeded");
            rows.save(tx, new TopicRows.Topic(topic.arn(), topic.attributes(), tags));
            return null;
        });
        return Json.object();
    }

    private TopicRows.Topic tagged(Tx tx, JsonNode request) {
        return rows.find(tx, request.path("ResourceArn").asString(""))
                .orElseThrow(() -> new dev.sluice.core.Refused("ResourceNotFoundException", "Resource does not exist"));
    }

    JsonNode tags(JsonNode request) {
        ObjectNode tags = database.read(tx -> tagged(tx, request)).tags();
        ArrayNode shown = Json.array();
        for (var tag : tags.properties())
            shown.add(Json.object("Key", tag.getKey(), "Value", tag.getValue().asString()));
        ObjectNode output = Json.object();
        output.set("Tags", shown);
        return output;
    }
}
