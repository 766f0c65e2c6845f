package dev.sluice.events.queues;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Owner;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Making, finding, setting up and removing queues.
final class QueueCalls {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");
    private static final long PURGE_PAUSE_MILLIS = 60_000;
    private static final int TAGS_MAX = 50;

    private final Database database;
    private final QueueRows rows;
    private final Messages messages;
    private final Owner owner;
    private final InstantSource clock;

    QueueCalls(Database database, QueueRows rows, Messages messages, Owner owner, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.messages = messages;
        this.owner = owner;
        this.clock = clock;
    }

    /// The queue a request names by its URL, whatever host the URL has. @throws Refused if there is none
    Queue require(Tx tx, JsonNode request) {
        String url = request.path("QueueUrl").asString("");
        String name = url.substring(url.lastIndexOf('/') + 1);
        return rows.find(tx, name).orElseThrow(SqsErrors::noQueue);
    }

    private ObjectNode url(String name) {
        return Json.object("QueueUrl", owner.endpoint() + "/" + owner.account() + "/" + name);
    }

    JsonNode create(JsonNode request) {
        String name = request.path("QueueName").asString("");
        if (!NAME.matcher(name).matches())
            throw new Refused(
                    "InvalidParameterValue",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        boolean fifo = name.endsWith(".fifo");
        JsonNode wanted = request.path("Attributes");
        if (fifo && !wanted.path(QueueAttributes.FIFO).asString("").equals("true"))
            throw new Refused(
                    "InvalidParameterValue",
                    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end"
                            + " with .fifo suffix and be 1 to 80 in length");
        ObjectNode attributes = QueueAttributes.merged(Json.object(), wanted, fifo);
        long second = clock.instant().getEpochSecond();
        database.write(tx -> {
            Queue present = rows.find(tx, name).orElse(null);
            if (present != null) {
                requireSame(present, wanted);
                return null;
            }
            if (rows.all(tx).size() >= Queues.QUEUES_MAX)
                throw SqsErrors.unsupported("More than " + Queues.QUEUES_MAX + " queues");
            requireDeadLetterQueue(tx, attributes, fifo);
            JsonNode tags = request.path("tags");
            rows.insert(tx, name, attributes, tags.isObject() ? tags : Json.object(), second);
            return null;
        });
        return url(name);
    }

    private static void requireSame(Queue present, JsonNode wanted) {
        for (var each : wanted.properties()) {
            String is = present.attributes().path(each.getKey()).asString(defaultOf(each.getKey()));
            if (!is.equals(each.getValue().asString()))
                throw new Refused(
                        "QueueNameExists",
                        "A queue already exists with the same name and a different value for attribute "
                                + each.getKey());
        }
    }

    private static String defaultOf(String attribute) {
        return switch (attribute) {
            case QueueAttributes.VISIBILITY -> "30";
            case QueueAttributes.DELAY, QueueAttributes.WAIT -> "0";
            case QueueAttributes.RETENTION -> "345600";
            case QueueAttributes.SIZE -> String.valueOf(QueueAttributes.MESSAGE_BYTES_MAX);
            case QueueAttributes.CONTENT_DEDUPLICATION, "SqsManagedSseEnabled" -> "false";
            case "DeduplicationScope" -> "queue";
            case "FifoThroughputLimit" -> "perQueue";
            default -> "";
        };
    }

    private void requireDeadLetterQueue(Tx tx, ObjectNode attributes, boolean fifo) {
        JsonNode policy = attributes.path(QueueAttributes.REDRIVE);
        if (!policy.isString()) return;
        String arn = Json.parse(policy.asString()).path("deadLetterTargetArn").asString();
        Queue dead = rows.byArn(tx, arn).orElse(null);
        if (dead == null)
            throw SqsErrors.invalid(policy.asString(), QueueAttributes.REDRIVE, "Dead letter target does not exist.");
        if (dead.fifo() != fifo)
            throw SqsErrors.invalid(
                    policy.asString(),
                    QueueAttributes.REDRIVE,
                    "Dead-letter queue must be same type of queue as the source.");
    }

    JsonNode getUrl(JsonNode request) {
        String name = request.path("QueueName").asString();
        String account = request.path("QueueOwnerAWSAccountId").asString(owner.account());
        boolean there = account.equals(owner.account())
                && database.read(tx -> rows.find(tx, name).isPresent());
        if (!there) throw SqsErrors.noQueue();
        return url(name);
    }

    JsonNode list(JsonNode request) {
        int limit = request.path("MaxResults").asInt(1_000);
        String prefix = request.path("QueueNamePrefix").asString("");
        String after = request.path("NextToken").asString("");
        List<Queue> page = database.read(tx -> rows.page(tx, prefix, after, limit + 1));
        ObjectNode output = Json.object();
        ArrayNode urls = Json.array();
        for (Queue queue : page.subList(0, Math.min(limit, page.size())))
            urls.add(url(queue.name()).path("QueueUrl"));
        if (!urls.isEmpty()) output.set("QueueUrls", urls);
        if (page.size() > limit && request.has("MaxResults"))
            output.put("NextToken", page.get(limit - 1).name());
        return output;
    }

    JsonNode deadLetterSources(JsonNode request) {
        ArrayNode urls = Json.array();
        database.read(tx -> {
            Queue queue = require(tx, request);
            for (Queue each : rows.all(tx)) {
                Queue.DeadLetters dead = each.deadLetters();
                if (dead != null && dead.arn().equals(queue.arn()))
                    urls.add(url(each.name()).path("QueueUrl"));
            }
            return null;
        });
        ObjectNode output = Json.object();
        output.set("queueUrls", urls);
        return output;
    }

    JsonNode delete(JsonNode request) {
        database.write(tx -> {
            rows.delete(tx, require(tx, request));
            return null;
        });
        return Json.object();
    }

    JsonNode purge(JsonNode request) {
        database.write(tx -> {
            Queue queue = require(tx, request);
            if (!rows.purge(tx, queue, clock.millis(), PURGE_PAUSE_MILLIS))
                throw new Refused(
                        "PurgeQueueInProgress",
                        "Only one PurgeQueue operation on " + queue.name() + " is allowed every 60 seconds.");
            return null;
        });
        return Json.object();
    }

    JsonNode setAttributes(JsonNode request) {
        database.write(tx -> {
            Queue queue = require(tx, request);
            ObjectNode merged = QueueAttributes.merged(queue.attributes(), request.path("Attributes"), queue.fifo());
            requireDeadLetterQueue(tx, merged, queue.fifo());
            rows.update(tx, queue, merged, clock.instant().getEpochSecond());
            return null;
        });
        return Json.object();
    }

    JsonNode getAttributes(JsonNode request) {
        ObjectNode all = database.read(tx -> attributes(tx, require(tx, request)));
        ObjectNode chosen = Json.object();
        for (JsonNode name : request.path("AttributeNames")) {
            if (name.asString().equals("All")) chosen.setAll(all);
            else if (all.has(name.asString())) chosen.set(name.asString(), all.get(name.asString()));
            else if (!QueueAttributeNames.KNOWN.contains(name.asString()))
                throw new Refused("InvalidAttributeName", "Unknown Attribute " + name.asString() + ".");
        }
        ObjectNode output = Json.object();
        if (!chosen.isEmpty()) output.set("Attributes", chosen);
        return output;
    }

    private ObjectNode attributes(Tx tx, Queue queue) {
        ObjectNode all = Json.object("QueueArn", queue.arn());
        all.put("ApproximateNumberOfMessages", String.valueOf(messages.visible(tx, queue)));
        all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(messages.inFlight(tx, queue)));
        all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(messages.delayed(tx, queue)));
        all.put("CreatedTimestamp", String.valueOf(queue.createdSecond()));
        all.put("LastModifiedTimestamp", String.valueOf(queue.modifiedSecond()));
        for (String name : QueueAttributeNames.DEFAULTED) all.put(name, defaultOf(name));
        if (queue.fifo()) {
            for (String name : QueueAttributeNames.FIFO_DEFAULTED) all.put(name, defaultOf(name));
        }
        all.setAll(queue.attributes());
        return all;
    }

    JsonNode tag(JsonNode request) {
        database.write(tx -> {
            Queue queue = require(tx, request);
            ObjectNode tags = rows.tags(tx, queue);
            request.path("Tags").properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
            if (tags.size() > TAGS_MAX) throw SqsErrors.invalidMessage("Too many tags added for queue " + queue.name());
            rows.tag(tx, queue, tags);
            return null;
        });
        return Json.object();
    }

    JsonNode untag(JsonNode request) {
        database.write(tx -> {
            Queue queue = require(tx, request);
            ObjectNode tags = rows.tags(tx, queue);
            for (JsonNode key : request.path("TagKeys")) tags.remove(key.asString());
            rows.tag(tx, queue, tags);
            return null;
        });
        return Json.object();
    }

    JsonNode tags(JsonNode request) {
        ObjectNode tags = database.read(tx -> rows.tags(tx, require(tx, request)));
        ObjectNode output = Json.object();
        if (!tags.isEmpty()) output.set("Tags", tags);
        return output;
    }
}
