package dev.sluice.asl.query.jsonata;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is inside a value: by name, one level down, all levels down.
final class Members {
    private Members() {}

    /// The member of an object, or the members of all objects in an array.
    static @Nullable JsonNode member(@Nullable JsonNode input, String name, Meter meter) {
        if (input instanceof ObjectNode object) return object.get(name);
        if (!(input instanceof ArrayNode array)) return null;
        Sequence found = Sequence.empty();
        for (JsonNode element : array) {
            meter.step();
            JsonNode value = member(element, name, meter);
            if (value == null) continue;
            meter.elements(value.isArray() ? value.size() : 1);
            if (value instanceof ArrayNode values) found.addAll(values);
            else found.add(value);
        }
        return found;
    }

    /// All members or elements; arrays among them give theirs instead.
    static JsonNode wildcard(@Nullable JsonNode input, Meter meter) {
        Sequence found = Sequence.empty();
        if (input == null || input instanceof Fn) return found;
        for (JsonNode child : input) {
            meter.step();
            if (child.isArray()) flatten(child, found, meter);
            else found.add(child);
            meter.elements(1);
        }
        return found;
    }

    private static void flatten(JsonNode value, Sequence found, Meter meter) {
        meter.step();
        meter.elements(1);
        if (!value.isArray()) found.add(value);
        else for (JsonNode element : value) flatten(element, found, meter);
    }

    /// The value and all below it, arrays left out.
    static @Nullable JsonNode descendants(@Nullable JsonNode input, Meter meter) {
        if (input == null) return null;
        Sequence found = Sequence.empty();
        descend(input, found, meter);
        return found.size() == 1 ? found.get(0) : found;
    }

    private static void descend(JsonNode node, Sequence found, Meter meter) {
        meter.step();
        meter.elements(1);
        if (!node.isArray()) found.add(node);
        if (!(node instanceof Fn)) for (JsonNode child : node) descend(child, found, meter);
    }
}
