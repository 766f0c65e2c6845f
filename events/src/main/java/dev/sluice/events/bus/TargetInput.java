package dev.sluice.events.bus;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a target gets: the event, a part of it, a constant, or a template filled in from it.
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
// transformation</a>
final class TargetInput {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");

    private TargetInput() {}

    /// Checks a target's input members. @throws dev.sluice.core.Refused with EventBridge's text
    static void check(JsonNode target) {
        int given = 0;
        for (String member : new String[] {"Input", "InputPath", "InputTransformer"})
            if (target.hasNonNull(member)) given++;
        if (given > 1)
            throw BusErrors.invalid("Only one of Input, InputPath, or InputTransformer must be provided for target "
                    + target.path("Id").asString() + ".");
        if (target.hasNonNull("Input")) requireJson(target.path("Input").asString(), target);
        if (target.hasNonNull("InputPath"))
            new EventPath(target.path("InputPath").asString());
        for (var path : target.path("InputTransformer").path("InputPathsMap").properties())
            new EventPath(path.getValue().asString());
    }

    private static void requireJson(String text, JsonNode target) {
        try {
            Json.parse(text);
        } catch (MalformedJson e) {
            throw BusErrors.invalid(
                    "JSON syntax error in input for target " + target.path("Id").asString() + ".");
        }
    }

    /// @param ruleArn and the rule's name, for the template's predefined variables
    static String of(JsonNode target, JsonNode event, String ruleArn, String ruleName) {
        if (target.hasNonNull("Input")) return target.path("Input").asString();
        if (target.hasNonNull("InputPath")) {
            JsonNode part = new EventPath(target.path("InputPath").asString()).in(event);
            return part.isMissingNode() ? "{}" : Json.write(part);
        }
        JsonNode transformer = target.path("InputTransformer");
        if (!transformer.isObject()) return Json.write(event);
        Map<String, JsonNode> values = new HashMap<>();
        for (var path : transformer.path("InputPathsMap").properties())
            values.put(path.getKey(), new EventPath(path.getValue().asString()).in(event));
        values.put("aws.events.rule-arn", Json.text(ruleArn));
        values.put("aws.events.rule-name", Json.text(ruleName));
        values.put("aws.events.event.ingestion-time", event.path("time"));
        values.put("aws.events.event.json", event);
        values.put("aws.events.event", event);
        return filled(transformer.path("InputTemplate").asString(), values);
    }

    /// Within quotes a value's plain text is put in, outside of them its JSON.
    private static String filled(String template, Map<String, JsonNode> values) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(template);
        int at = 0;
        boolean quoted = false;
        while (matcher.find(at)) {
            String before = template.substring(at, matcher.start());
            quoted ^= oddQuotes(before);
            out.append(before);
            JsonNode value = values.get(matcher.group(1));
            out.append(value == null ? matcher.group() : written(value, quoted));
            at = matcher.end();
        }
        return out.append(template.substring(at)).toString();
    }

    private static boolean oddQuotes(String text) {
        boolean odd = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') i++;
            else if (text.charAt(i) == '"') odd = !odd;
        }
        return odd;
    }

    private static String written(JsonNode value, boolean quoted) {
        if (value.isMissingNode()) return quoted ? "" : "null";
        if (!quoted) return Json.write(value);
        String text = value.isString() ? value.asString() : Json.write(value);
        String escaped = Json.write(Json.text(text));
        return escaped.substring(1, escaped.length() - 1);
    }
}
