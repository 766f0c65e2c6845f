package dev.sluice.events.queues;

import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A queue as it is set up.
///
/// @param attributes those that were set, as texts; the rest have their defaults
/// @param createdSecond epoch seconds
public record Queue(long id, String name, String arn, ObjectNode attributes, long createdSecond, long modifiedSecond) {
    /// Where messages go that nobody could deal with.
    record DeadLetters(String arn, int receivesMax) {}

    /// Whether it keeps the order of each message group.
    public boolean fifo() {
        return name.endsWith(".fifo");
    }

    long visibilityMillis() {
        return number(QueueAttributes.VISIBILITY, 30) * 1_000;
    }

    long delayMillis() {
        return number(QueueAttributes.DELAY, 0) * 1_000;
    }

    long retentionMillis() {
        return number(QueueAttributes.RETENTION, 345_600) * 1_000;
    }

    long waitSeconds() {
        return number(QueueAttributes.WAIT, 0);
    }

    long messageBytesMax() {
        return number(QueueAttributes.SIZE, QueueAttributes.MESSAGE_BYTES_MAX);
    }

    boolean contentBasedDeduplication() {
        return attributes
                .path(QueueAttributes.CONTENT_DEDUPLICATION)
                .asString("")
                .equals("true");
    }

    boolean deduplicatesByGroup() {
        return attributes.path("DeduplicationScope").asString("").equals("messageGroup");
    }

    @Nullable
    DeadLetters deadLetters() {
        JsonNode policy = attributes.path(QueueAttributes.REDRIVE);
        if (!policy.isString() || policy.asString().isEmpty()) return null;
        JsonNode json = Json.parse(policy.asString());
        return new DeadLetters(
                json.path("deadLetterTargetArn").asString(),
                Integer.parseInt(json.path("maxReceiveCount").asString("1")));
    }

    private long number(String attribute, long otherwise) {
        JsonNode value = attributes.path(attribute);
        return value.isString() ? Long.parseLong(value.asString()) : otherwise;
    }
}
