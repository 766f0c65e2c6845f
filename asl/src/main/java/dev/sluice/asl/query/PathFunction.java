package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;

/// A function at a path's end, such as `$.items.length()`, with the meaning Jayway gives it.
enum PathFunction {
    LENGTH,
    SIZE,
    KEYS,
    MIN,
    MAX,
    AVG,
    SUM,
    STDDEV,
    FIRST,
    LAST;

    static @Nullable PathFunction named(String name) {
        for (PathFunction function : values()) {
            if (function.name().toLowerCase(Locale.ROOT).equals(name)) return function;
        }
        return null;
    }

    /// The result; null if it has none for such a value.
    @Nullable
    JsonNode apply(JsonNode value) {
        return switch (this) {
            case LENGTH, SIZE -> value.isContainer() ? Json.number(value.size()) : null;
            case KEYS -> value.isObject() ? keys(value) : null;
            case FIRST -> value.isArray() ? value.get(0) : null;
            case LAST -> value.isArray() ? value.get(value.size() - 1) : null;
            case MIN, MAX, AVG, SUM, STDDEV -> value.isArray() ? aggregate(value) : null;
        };
    }

    private static ArrayNode keys(JsonNode object) {
        ArrayNode keys = Json.array();
        object.properties().forEach(member -> keys.add(member.getKey()));
        return keys;
    }

    private @Nullable JsonNode aggregate(JsonNode array) {
        DoubleSummaryStatistics numbers = new DoubleSummaryStatistics();
        double squares = 0;
        for (JsonNode element : array) {
            if (!element.isNumber()) continue;
            numbers.accept(element.asDouble());
            squares += element.asDouble() * element.asDouble();
        }
        if (numbers.getCount() == 0) return null;
        double mean = numbers.getAverage();
        return DoubleNode.valueOf(
                switch (this) {
                    case MIN -> numbers.getMin();
                    case MAX -> numbers.getMax();
                    case SUM -> numbers.getSum();
                    case AVG -> mean;
                    default -> Math.sqrt(Math.max(0, squares / numbers.getCount() - mean * mean));
                });
    }
}
