package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Json;
import dev.sluice.engine.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Builds a response; a member that is null is left out.
final class Answer {
    private final ObjectNode node = Json.object();

    Answer text(String name, @Nullable String value) {
        if (value != null) node.put(name, value);
        return this;
    }

    /// Epoch seconds with milliseconds.
    Answer time(String name, @Nullable Instant value) {
        if (value != null) node.put(name, BigDecimal.valueOf(value.toEpochMilli(), 3));
        return this;
    }

    Answer number(String name, long value) {
        node.put(name, value);
        return this;
    }

    Answer flag(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    Answer node(String name, @Nullable JsonNode value) {
        if (value != null) node.set(name, value);
        return this;
    }

    /// A payload and whether it is in the answer; neither member without a payload.
    Answer payload(String name, @Nullable String value, boolean included) {
        if (value == null) return this;
        if (included) node.put(name, value);
        return node(name + "Details", new Answer().flag("included", included).build());
    }

    ObjectNode build() {
        return node;
    }

    static JsonNode nothing() {
        return Json.object();
    }

    /// A part of a list with the token for the next part.
    static <T> JsonNode page(String name, Page<T> page, Function<T, JsonNode> line) {
        ArrayNode lines = Json.array();
        page.items().forEach(item -> lines.add(line.apply(item)));
        return new Answer()
                .node(name, lines)
                .text("nextToken", page.nextToken())
                .build();
    }
}
