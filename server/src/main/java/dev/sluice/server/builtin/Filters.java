package dev.sluice.server.builtin;

import dev.sluice.functions.FunctionError;
import dev.sluice.images.Operation;
import dev.sluice.images.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Filters by name, as an event asks for them: `"sepia"`, or with a strength, `{"blur": 2.5}`.
final class Filters {
    /// What is applied where the event asks for nothing: a little more contrast and colour, then sharper.
    private static final List<Operation> STANDARD =
            List.of(new Operation.Adjust(1, 1.15, 1.3), new Operation.Sharpen(1.2, 0.8));

    private static final String KNOWN = "grayscale, sepia, blur, sharpen, brightness, contrast, saturation";

    private static final Map<String, Double> STRENGTHS =
            Map.of("blur", 2.0, "sharpen", 1.0, "brightness", 1.2, "contrast", 1.2, "saturation", 1.4);

    private Filters() {}

    /// What an event's `filters` ask for. @throws FunctionError `ValueError` for what isn't a filter
    static List<Operation> of(JsonNode filters) {
        if (filters.isMissingNode()) return STANDARD;
        if (!filters.isArray() || filters.size() >= Pipeline.OPERATIONS_MAX) {
            throw wrong("filters is a list of at most " + (Pipeline.OPERATIONS_MAX - 1), filters);
        }
        List<Operation> operations = new ArrayList<>();
        for (JsonNode filter : filters) operations.add(one(filter));
        return operations;
    }

    private static Operation one(JsonNode filter) {
        if (filter.isString()) {
            String name = filter.asString();
            return operation(name, STRENGTHS.getOrDefault(name, 1.0), filter);
        }
        if (filter.isObject() && filter.size() == 1) {
            Map.Entry<String, JsonNode> named = filter.properties().iterator().next();
            if (named.getValue().isNumber()) {
                return operation(named.getKey(), named.getValue().asDouble(), filter);
            }
        }
        throw wrong("a filter is a name or {name: strength}", filter);
    }

    private static Operation operation(String name, double strength, JsonNode filter) {
        try {
            return switch (name) {
                case "grayscale" -> new Operation.Grayscale();
                case "sepia" -> new Operation.Sepia();
                case "blur" -> new Operation.Blur(strength);
                case "sharpen" -> new Operation.Sharpen(1.2, strength);
                case "brightness" -> new Operation.Adjust(strength, 1, 1);
                case "contrast" -> new Operation.Adjust(1, strength, 1);
                case "saturation" -> new Operation.Adjust(1, 1, strength);
                default -> throw wrong("there are " + KNOWN, filter);
            };
        } catch (IllegalArgumentException outOfBounds) {
            throw wrong("its strength is " + outOfBounds.getMessage(), filter);
        }
    }

    private static FunctionError wrong(String expected, JsonNode found) {
        return new FunctionError("ValueError", "no filter " + found + ": " + expected);
    }
}
