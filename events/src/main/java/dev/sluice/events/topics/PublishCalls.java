package dev.sluice.events.topics;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Publish and PublishBatch.
final class PublishCalls {
    private static final int BATCH_ENTRIES_MAX = 10;
    private static final int SUBJECT_CHARS_MAX = 100;

    private final Database database;
    private final Publishing publishing;
    private final SigningKey key;

    PublishCalls(Database database, Publishing publishing, SigningKey key) {
        this.database = database;
        this.publishing = publishing;
        this.key = key;
    }

    JsonNode publish(JsonNode request, Origin origin) {
        if (request.hasNonNull("PhoneNumber"))
            throw SnsErrors.parameter("PhoneNumber Reason: sending text messages is not supported here");
        key.prepare();
        return told(Json.object(), database.write(tx -> publish(tx, topic(request), request, origin)));
    }

    private static ObjectNode told(ObjectNode answer, Publishing.Published published) {
        answer.put("MessageId", published.messageId());
        if (published.sequence() != null) answer.put("SequenceNumber", published.sequence());
        return answer;
    }

    private static String topic(JsonNode request) {
        String arn = request.path("TopicArn").asString(request.path("TargetArn").asString(""));
        if (arn.isEmpty()) throw SnsErrors.parameter("TopicArn or TargetArn Reason: no value for required parameter");
        if (!arn.startsWith("arn:aws:sns:"))
            throw SnsErrors.parameter("TopicArn Reason: An ARN must begin with arn:aws:sns:, not " + arn);
        return arn;
    }

    private Publishing.Published publish(Tx tx, String topicArn, JsonNode entry, Origin origin) {
        String message = entry.path("Message").asString("");
        String subject = entry.path("Subject").asString("");
        if (message.isEmpty()) throw SnsErrors.parameter("Empty message");
        if (entry.has("Subject")
                && (subject.isEmpty() || subject.length() > SUBJECT_CHARS_MAX || subject.contains("\n")))
            throw SnsErrors.parameter("Subject");
        if (Json.utf8Bytes(message) > Publishing.MESSAGE_BYTES_MAX) throw SnsErrors.parameter("Message too long");
        String structure = entry.path("MessageStructure").asString("");
        if (!structure.isEmpty() && !structure.equals("json")) throw SnsErrors.parameter("MessageStructure");
        JsonNode attributes = entry.path("MessageAttributes");
        requireAttributes(attributes);
        return publishing.publish(
                tx,
                topicArn,
                new Publishing.News(
                        subject,
                        message,
                        attributes.isObject() ? attributes : Json.object(),
                        structure.equals("json"),
                        origin.lineage(),
                        entry.path("MessageGroupId").stringValueOpt().orElse(null),
                        entry.path("MessageDeduplicationId").stringValueOpt().orElse(null)));
    }

    private static void requireAttributes(JsonNode attributes) {
        for (var each : attributes.properties()) {
            String type = each.getValue().path("DataType").asString("");
            if (!type.matches("(String|Number|Binary)(\\..+)?"))
                throw new Refused(
                        "InvalidParameterValueException",
                        "The message attribute '" + each.getKey()
                                + "' has an invalid message attribute type, the set of"
                                + " supported type prefixes is Binary, Number, and String.");
            String content = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
            if (each.getValue().path(content).asString("").isEmpty())
                throw new Refused(
                        "InvalidParameterValueException",
                        "The message attribute '" + each.getKey()
                                + "' must contain non-empty message attribute value for" + " message attribute type '"
                                + type + "'.");
        }
    }

    JsonNode publishBatch(JsonNode request, Origin origin) {
        JsonNode entries = request.path("PublishBatchRequestEntries");
        requireDistinct(entries);
        key.prepare();
        ArrayNode successful = Json.array();
        ArrayNode failed = Json.array();
        database.write(tx -> {
            for (JsonNode entry : entries) {
                ObjectNode answer = Json.object("Id", entry.path("Id").asString());
                try {
                    successful.add(told(answer, publish(tx, topic(request), entry, origin)));
                } catch (Refused e) {
                    if (e.code().equals("NotFoundException")) throw e;
                    answer.put("Code", e.code().replace("Exception", ""));
                    answer.put("Message", e.text());
                    answer.put("SenderFault", true);
                    failed.add(answer);
                }
            }
            return null;
        });
        ObjectNode output = Json.object();
        output.set("Successful", successful);
        output.set("Failed", failed);
        return output;
    }

    private static void requireDistinct(JsonNode entries) {
        if (entries.isEmpty())
            throw new Refused("EmptyBatchRequestException", "The batch request doesn't contain any entries.");
        if (entries.size() > BATCH_ENTRIES_MAX)
            throw new Refused(
                    "TooManyEntriesInBatchRequestException",
                    "The batch request contains more entries than permissible.");
        Set<String> ids = new HashSet<>();
        for (JsonNode entry : entries) {
            if (!ids.add(entry.path("Id").asString()))
                throw new Refused(
                        "BatchEntryIdsNotDistinctException",
                        "Two or more batch entries in the request have the same Id.");
        }
    }
}
