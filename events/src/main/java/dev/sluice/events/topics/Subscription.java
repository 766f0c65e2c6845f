package dev.sluice.events.topics;

import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who gets a topic's messages, and how.
///
/// @param token proves that the endpoint wants them
record Subscription(
        String arn,
        String topicArn,
        String protocol,
        String endpoint,
        ObjectNode attributes,
        String token,
        boolean confirmed) {
    boolean raw() {
        return attributes.path("RawMessageDelivery").asString("").equals("true");
    }

    boolean http() {
        return protocol.equals("http") || protocol.equals("https");
    }

    /// Where goes what couldn't be delivered.
    @Nullable
    String deadLetters() {
        JsonNode policy = attributes.path("RedrivePolicy");
        if (!policy.isString() || policy.asString().isEmpty()) return null;
        return Json.parse(policy.asString()).path("deadLetterTargetArn").asString();
    }

    boolean wants(String message, JsonNode messageAttributes) {
        JsonNode policy = attributes.path("FilterPolicy");
        if (!policy.isString() || policy.asString().isEmpty()) return true;
        boolean body = attributes.path("FilterPolicyScope").asString("").equals("MessageBody");
        return FilterPolicy.accepts(policy.asString(), body ? message : FilterPolicy.event(messageAttributes));
    }
}
