package dev.sluice.events.topics;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import tools.jackson.databind.JsonNode;

/// The attributes a subscription can be given and the values each takes.
final class SubscriptionAttributes {
    private SubscriptionAttributes() {}

    /// @throws dev.sluice.core.Refused with SNS's text
    static void check(String name, String value) {
        switch (name) {
            case "RawMessageDelivery" -> {
                if (!value.equals("true") && !value.equals("false"))
                    throw SnsErrors.parameter("Attributes Reason: RawMessageDelivery: Invalid value [" + value
                            + "]. Must be true or false.");
            }
            case "FilterPolicy" -> FilterPolicy.check(value);
            case "FilterPolicyScope" -> {
                if (!value.equals("MessageAttributes") && !value.equals("MessageBody"))
                    throw SnsErrors.parameter("FilterPolicyScope: Invalid value [" + value
                            + "]. Please use either MessageBody or MessageAttributes");
            }
            case "RedrivePolicy" -> checkRedrive(value);
            case "DeliveryPolicy", "SubscriptionRoleArn", "ReplayPolicy" ->
                throw SnsErrors.parameter("The attribute " + name + " is not supported here");
            default -> throw SnsErrors.parameter("AttributeName");
        }
    }

    private static void checkRedrive(String value) {
        if (value.isEmpty()) return;
        try {
            JsonNode arn = Json.parse(value).path("deadLetterTargetArn");
            if (arn.isString()
                    && Arn.parse(arn.asString())
                            .filter(a -> a.service().equals("sqs"))
                            .isPresent()) return;
        } catch (MalformedJson e) {
            throw SnsErrors.parameter("RedrivePolicy: failed to parse JSON.");
        }
        throw SnsErrors.parameter("RedrivePolicy: deadLetterTargetArn is an invalid arn");
    }
}
