package dev.sluice.events.queues;

import dev.sluice.core.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A message handed out, with the attributes the request asks for.
final class ReceivedText {
    private ReceivedText() {}

    static ObjectNode show(Messages.Received message, JsonNode request) {
        ObjectNode shown = Json.object("MessageId", message.messageId());
        shown.put("ReceiptHandle", message.handle());
        shown.put("MD5OfBody", MessageDigests.body(message.body()));
        shown.put("Body", message.body());
        Set<String> wanted = new HashSet<>();
        for (String member : new String[] {"AttributeNames", "MessageSystemAttributeNames"})
            request.path(member).forEach(name -> wanted.add(name.asString()));
        ObjectNode system = system(message);
        if (!wanted.contains("All")) system.retain(wanted);
        if (!system.isEmpty()) shown.set("Attributes", system);
        ObjectNode attributes = Json.object();
        for (var each : message.attributes().properties()) {
            if (wanted(each.getKey(), request.path("MessageAttributeNames")))
                attributes.set(each.getKey(), each.getValue());
        }
        if (!attributes.isEmpty()) {
            shown.set("MessageAttributes", attributes);
            shown.put("MD5OfMessageAttributes", MessageDigests.attributes(attributes));
        }
        return shown;
    }

    private static boolean wanted(String attribute, JsonNode names) {
        for (JsonNode node : names) {
            String name = node.asString();
            if (name.equals("All") || name.equals(".*") || name.equals(attribute)) return true;
            if (name.endsWith(".*") && attribute.startsWith(name.substring(0, name.length() - 1))) return true;
        }
        return false;
    }

    private static ObjectNode system(Messages.Received message) {
        ObjectNode system = Json.object("SenderId", message.sender());
        system.put("ApproximateFirstReceiveTimestamp", String.valueOf(message.firstReceivedMillis()));
        system.put("ApproximateReceiveCount", String.valueOf(message.receives()));
        system.put("SentTimestamp", String.valueOf(message.sentMillis()));
        if (message.group() != null) system.put("MessageGroupId", message.group());
        if (message.deduplication() != null) {
            system.put("MessageDeduplicationId", message.deduplication());
            system.put("SequenceNumber", "%020d".formatted(message.row()));
        }
        if (!message.trace().isEmpty()) system.put("AWSTraceHeader", message.trace());
        if (message.origin() != null) system.put("DeadLetterQueueSourceArn", message.origin());
        return system;
    }
}
