package dev.sluice.events.queues;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what is to be sent: SendMessage itself, or an entry of its batch.
final class SendRequest {
    private static final int ATTRIBUTES_MAX = 10;
    private static final int DELAY_SECONDS_MAX = 900;
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\.[^.].*)?");

    private SendRequest() {}

    /// @throws Refused with SQS's text
    static NewMessage read(Queue queue, JsonNode entry, Origin origin) {
        String body = entry.path("MessageBody").asString("");
        if (body.isEmpty()) throw SqsErrors.missing("MessageBody");
        requireCharacters(body);
        JsonNode attributes = entry.path("MessageAttributes");
        requireAttributes(attributes);
        if (Json.utf8Bytes(body) + attributeBytes(attributes) > queue.messageBytesMax())
            throw SqsErrors.invalidMessage("Message must be shorter than " + queue.messageBytesMax() + " bytes.");
        String group = text(entry, "MessageGroupId");
        String deduplication = text(entry, "MessageDeduplicationId");
        if (queue.fifo() && group == null) throw SqsErrors.missing("MessageGroupId");
        if (!queue.fifo() && deduplication != null)
            throw SqsErrors.invalid(
                    deduplication,
                    "MessageDeduplicationId",
                    "The request include parameter that is not valid for this queue type");
        String trace = entry.path("MessageSystemAttributes")
                .path("AWSTraceHeader")
                .path("StringValue")
                .asString("");
        return new NewMessage(
                body,
                attributes instanceof ObjectNode object ? object : Json.object(),
                origin.sender(),
                trace.isEmpty() ? NewMessage.traceOf(origin.lineage()) : trace,
                delay(queue, entry),
                group,
                deduplication);
    }

    private static @Nullable Long delay(Queue queue, JsonNode entry) {
        JsonNode delay = entry.path("DelaySeconds");
        if (!delay.isNumber()) return null;
        long seconds = delay.asLong();
        if (queue.fifo() && seconds != 0)
            throw SqsErrors.invalid(
                    String.valueOf(seconds),
                    "DelaySeconds",
                    "The request include parameter that is not valid for this queue type.");
        if (seconds < 0 || seconds > DELAY_SECONDS_MAX)
            throw SqsErrors.invalid(
                    String.valueOf(seconds),
                    "DelaySeconds",
                    "DelaySeconds must be >= 0 and <= " + DELAY_SECONDS_MAX + ".");
        return seconds * 1_000;
    }

    private static @Nullable String text(JsonNode entry, String member) {
        JsonNode value = entry.path(member);
        if (!value.isString()) return null;
        if (!value.asString().matches("[\\p{Graph}]{1,128}"))
            throw SqsErrors.invalid(
                    value.asString(),
                    member,
                    member + " can only include alphanumeric and punctuation characters. 1 to 128 in length");
        return value.asString();
    }

    private static void requireCharacters(String body) {
        boolean valid = body.codePoints()
                .allMatch(c -> c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
        if (!valid)
            throw new Refused(
                    "InvalidMessageContents",
                    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to"
                            + " #xFFFD | #x10000 to #x10FFFF.");
    }

    private static void requireAttributes(JsonNode attributes) {
        if (attributes.size() > ATTRIBUTES_MAX)
            throw SqsErrors.invalidMessage(
                    "Number of message attributes [" + attributes.size() + "] exceeds the allowed maximum [10].");
        for (var each : attributes.properties()) {
            String name = each.getKey();
            JsonNode value = each.getValue();
            String type = value.path("DataType").asString("");
            if (!name.matches("[A-Za-z0-9_.-]{1,256}")
                    || name.startsWith(".")
                    || name.endsWith(".")
                    || name.contains("..")) throw SqsErrors.invalidMessage("Invalid message attribute name: " + name);
            if (type.isEmpty())
                throw SqsErrors.invalidMessage(
                        "The message attribute '" + name + "' must contain non-empty message attribute type.");
            if (!TYPE.matcher(type).matches())
                throw SqsErrors.invalidMessage("The message attribute '" + name
                        + "' has an invalid message attribute type, the set of supported"
                        + " type prefixes is Binary, Number, and String.");
            String content = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
            if (value.path(content).asString("").isEmpty())
                throw SqsErrors.invalidMessage("The message attribute '" + name
                        + "' must contain non-empty message attribute value for message attribute type '" + type
                        + "'.");
        }
    }

    /// Names, types and values of attributes count like the body.
    static int attributeBytes(JsonNode attributes) {
        int bytes = 0;
        for (var each : attributes.properties()) {
            JsonNode value = each.getValue();
            bytes += Json.utf8Bytes(each.getKey())
                    + Json.utf8Bytes(value.path("DataType").asString(""))
                    + Json.utf8Bytes(value.path("StringValue").asString(""))
                    + value.path("BinaryValue").asString("").length() * 3 / 4;
        }
        return bytes;
    }
}
