package dev.sluice.gateway.stepfunctions;

import dev.sluice.engine.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads members of a request; one that isn't there is null or its default.
final class Input {
    private Input() {}

    static @Nullable String text(JsonNode input, String name) {
        JsonNode value = input.path(name);
        return value.isString() ? value.asString() : null;
    }

    static String required(JsonNode input, String name) {
        return input.path(name).asString("");
    }

    static boolean flag(JsonNode input, String name) {
        return input.path(name).asBoolean(false);
    }

    static Page.Request page(JsonNode input) {
        return new Page.Request(input.path("maxResults").asInt(0), text(input, "nextToken"));
    }

    /// Whether the caller wants data and not metadata alone.
    static boolean includesData(JsonNode input) {
        return !input.path("includedData").asString("").equals("METADATA_ONLY");
    }

    static Map<String, String> tags(JsonNode input) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : input.path("tags")) {
            tags.put(tag.path("key").asString(""), tag.path("value").asString(""));
        }
        return tags;
    }
}
