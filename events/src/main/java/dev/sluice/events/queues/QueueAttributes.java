package dev.sluice.events.queues;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The attributes a queue can be given and the values each takes.
///
/// @see <a
// href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html">SetQueueAttributes</a>
final class QueueAttributes {
    static final String VISIBILITY = "VisibilityTimeout";
    static final String DELAY = "DelaySeconds";
    static final String RETENTION = "MessageRetentionPeriod";
    static final String WAIT = "ReceiveMessageWaitTimeSeconds";
    static final String SIZE = "MaximumMessageSize";
    static final String REDRIVE = "RedrivePolicy";
    static final String FIFO = "FifoQueue";
    static final String CONTENT_DEDUPLICATION = "ContentBasedDeduplication";

    /// Body and attributes of a message together.
    static final int MESSAGE_BYTES_MAX = 1_048_576;

    private record Bounds(long low, long high) {}

    private static final Map<String, Bounds> NUMBERS = Map.of(
            VISIBILITY, new Bounds(0, 43_200),
            DELAY, new Bounds(0, 900),
            RETENTION, new Bounds(60, 1_209_600),
            WAIT, new Bounds(0, 20),
            SIZE, new Bounds(1_024, MESSAGE_BYTES_MAX));

    private static final Set<String> FIFO_ONLY =
            Set.of(CONTENT_DEDUPLICATION, "DeduplicationScope", "FifoThroughputLimit");

    private QueueAttributes() {}

    /// Merges wanted attributes into those a queue has; an empty RedrivePolicy or Policy takes it away.
    ///
    /// @throws Refused with SQS's text
    static ObjectNode merged(ObjectNode present, JsonNode wanted, boolean fifo) {
        ObjectNode merged = present.deepCopy();
        for (var each : wanted.properties()) {
            String name = each.getKey();
            String value = each.getValue().asString();
            check(name, value, fifo);
            boolean policy = name.equals(REDRIVE) || name.equals("Policy") || name.equals("RedriveAllowPolicy");
            if (policy && value.isEmpty()) merged.remove(name);
            else merged.put(name, value);
        }
        return merged;
    }

    private static void check(String name, String value, boolean fifo) {
        Bounds bounds = NUMBERS.get(name);
        if (bounds != null) {
            checkNumber(name, value, bounds);
            return;
        }
        if (FIFO_ONLY.contains(name) && !fifo) throw unknown(name);
        switch (name) {
            case FIFO -> {
                if (!value.equals("true") || !fifo) throw unknown(name);
            }
            case CONTENT_DEDUPLICATION, "SqsManagedSseEnabled" -> {
                if (!value.equals("true") && !value.equals("false")) throw badValue(name);
            }
            case "DeduplicationScope" -> oneOf(name, value, Set.of("queue", "messageGroup"));
            case "FifoThroughputLimit" -> oneOf(name, value, Set.of("perQueue", "perMessageGroupId"));
            case REDRIVE -> checkRedrive(value);
            case "Policy", "RedriveAllowPolicy" -> checkJson(name, value);
            case "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds" ->
                throw SqsErrors.unsupported("The attribute " + name);
            default -> throw unknown(name);
        }
    }

    private static void oneOf(String name, String value, Set<String> values) {
        if (!values.contains(value)) throw badValue(name);
    }

    private static void checkNumber(String name, String value, Bounds bounds) {
        try {
            long number = Long.parseLong(value);
            if (number >= bounds.low && number <= bounds.high) return;
        } catch (NumberFormatException e) {
            throw badValue(name);
        }
        throw badValue(name);
    }

    private static void checkJson(String name, String value) {
        try {
            if (!value.isEmpty() && !Json.parse(value).isObject()) throw badValue(name);
        } catch (MalformedJson e) {
            throw badValue(name);
        }
    }

    private static void checkRedrive(String value) {
        if (value.isEmpty()) return;
        JsonNode policy;
        try {
            policy = Json.parse(value);
        } catch (MalformedJson e) {
            throw SqsErrors.invalid(value, REDRIVE, "Redrive policy is not a valid JSON map.");
        }
        if (!policy.isObject()) throw SqsErrors.invalid(value, REDRIVE, "Redrive policy is not a valid JSON map.");
        if (!policy.has("maxReceiveCount"))
            throw SqsErrors.invalid(
                    value, REDRIVE, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
        if (!policy.has("deadLetterTargetArn"))
            throw SqsErrors.invalid(
                    value, REDRIVE, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        String count = policy.path("maxReceiveCount").asString();
        if (!count.matches("[1-9][0-9]{0,3}") || Integer.parseInt(count) > 1_000)
            throw SqsErrors.invalid(
                    value,
                    REDRIVE,
                    "Invalid value for maxReceiveCount: " + count + ", valid values are from 1 to 1000 both"
                            + " inclusive.");
        if (Arn.parse(policy.path("deadLetterTargetArn").asString()).isEmpty())
            throw SqsErrors.invalid(value, REDRIVE, "Invalid value for deadLetterTargetArn.");
    }

    private static Refused unknown(String name) {
        return new Refused("InvalidAttributeName", "Unknown Attribute " + name + ".");
    }

    private static Refused badValue(String name) {
        return new Refused("InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
    }
}
