package dev.sluice.events.queues;

import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A message to be put into a queue.
///
/// @param attributes in the shape of MessageAttributes; empty for none
/// @param sender who sends it, for the SenderId attribute
/// @param trace the AWSTraceHeader attribute, which carries the lineage; empty for none
/// @param delayMillis how long it stays invisible; null for the queue's own delay
/// @param group the message group, for FIFO queues
/// @param deduplication the deduplication id, for FIFO queues
public record NewMessage(
        String body,
        ObjectNode attributes,
        String sender,
        String trace,
        @Nullable Long delayMillis,
        @Nullable String group,
        @Nullable String deduplication) {
    /// A message without any of the optional parts.
    public static NewMessage of(String body, String sender, String lineage) {
        return new NewMessage(body, Json.object(), sender, traceOf(lineage), null, null, null);
    }

    /// The same message in a group of a FIFO queue.
    public NewMessage inGroup(String messageGroup, @Nullable String deduplicationId) {
        return new NewMessage(body, attributes, sender, trace, delayMillis, messageGroup, deduplicationId);
    }

    /// The same message with message attributes.
    public NewMessage with(ObjectNode messageAttributes) {
        return new NewMessage(body, messageAttributes, sender, trace, delayMillis, group, deduplication);
    }

    /// The trace header that carries a lineage.
    public static String traceOf(String lineage) {
        return lineage.isEmpty() ? "" : "Lineage=" + lineage;
    }
}
