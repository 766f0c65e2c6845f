package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Writes JSON as TestState's answers hold it, with a blank after each comma and colon; AWS writes everything else
/// compact.
final class SpacedJson {
    private SpacedJson() {}

    static String write(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString();
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            text.append('{');
            String separator = "";
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                text.append(separator)
                        .append(Json.write(Json.text(member.getKey())))
                        .append(": ");
                append(text, member.getValue());
                separator = ", ";
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            String separator = "";
            for (JsonNode element : node) {
                text.append(separator);
                append(text, element);
                separator = ", ";
            }
            text.append(']');
        } else {
            text.append(Json.write(node));
        }
    }
}
