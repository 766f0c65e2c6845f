package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Writes JSON as the recorded client did: a blank after commas and colons, and only ASCII.
final class DefinitionText {
    private static final Pattern CONTROL = Pattern.compile("(?<!\\\\)\\\\u([0-9A-F]{4})");

    private DefinitionText() {}

    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        write(text, node);
        return text.toString();
    }

    private static void write(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            String separator = "{";
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                text.append(separator);
                ascii(text, Json.write(Json.text(member.getKey())));
                text.append(": ");
                write(text, member.getValue());
                separator = ", ";
            }
            text.append(node.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String separator = "[";
            for (JsonNode element : node) {
                text.append(separator);
                write(text, element);
                separator = ", ";
            }
            text.append(node.isEmpty() ? "[]" : "]");
        } else {
            ascii(text, Json.write(node));
        }
    }

    private static void ascii(StringBuilder text, String json) {
        String lower = CONTROL.matcher(json)
                .replaceAll(match -> "\\\\u" + match.group(1).toLowerCase(Locale.ROOT));
        lower.chars().forEach(character -> {
            if (character < 0x7f) text.append((char) character);
            else text.append(String.format("\\u%04x", character));
        });
    }
}
