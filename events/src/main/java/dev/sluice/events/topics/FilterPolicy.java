package dev.sluice.events.topics;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.math.BigDecimal;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A subscription's filter policy: the pattern language of event rules, over attributes or over the message itself.
///
/// @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
final class FilterPolicy {
    private FilterPolicy() {}

    /// @throws dev.sluice.core.Refused if it isn't a policy
    static void check(String policy) {
        if (policy.isEmpty()) return;
        String problem = JsonRuleCompiler.check(policy);
        if (problem != null) throw SnsErrors.parameter("FilterPolicy: " + problem);
    }

    static boolean accepts(String policy, String event) {
        try {
            JsonNode rules = Json.parse(policy);
            if (rules.isEmpty()) return true;
            return Json.parse(event).isObject() && Ruler.matchesRule(event, policy);
        } catch (MalformedJson e) {
            // A message that isn't JSON matches no policy on its body.
            return false;
        } catch (Exception e) {
            // The library declares no narrower type; the policy was checked when it was set.
            throw new IllegalStateException("matching a filter policy", e);
        }
    }

    /// Message attributes as an event: numbers as numbers, lists as lists.
    static String event(JsonNode attributes) {
        ObjectNode event = Json.object();
        for (var each : attributes.properties()) {
            String type = each.getValue().path("DataType").asString("");
            String value = each.getValue().path("StringValue").asString("");
            if (type.startsWith("Binary")) continue;
            event.set(each.getKey(), type.equals("String.Array") ? list(value) : scalar(type, value));
        }
        return Json.write(event);
    }

    private static JsonNode list(String value) {
        try {
            return Json.parse(value);
        } catch (MalformedJson e) {
            return Json.text(value);
        }
    }

    private static JsonNode scalar(String type, String value) {
        if (!type.startsWith("Number")) return Json.text(value);
        try {
            return Json.parse(new BigDecimal(value.trim()).toPlainString());
        } catch (NumberFormatException e) {
            return Json.text(value);
        }
    }
}
