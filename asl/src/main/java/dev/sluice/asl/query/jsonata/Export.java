package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes values out of an evaluation: plain JSON without marks and functions, and not too much of it.
final class Export {
    private final Meter meter;

    private Export(Meter meter) {
        this.meter = meter;
    }

    /// The value as plain JSON; the same tree if it already is. @throws JsonataError if it holds a function
    static JsonNode plain(JsonNode value, Meter meter) {
        Export export = new Export(meter);
        return export.isPlain(value, 0) ? value : export.copy(value, 0);
    }

    /// A plain copy that shares no object and no array with the value.
    static JsonNode copied(JsonNode value, Meter meter) {
        return new Export(meter).copy(value, 0);
    }

    private boolean isPlain(JsonNode value, int depth) {
        enter(depth);
        if (value instanceof Sequence || value instanceof Fn) return false;
        // A text used in many places is one text here but many once written.
        if (value.isString()) meter.text(value.asString().length());
        for (JsonNode child : value) if (!isPlain(child, depth + 1)) return false;
        return true;
    }

    private JsonNode copy(JsonNode value, int depth) {
        enter(depth);
        return switch (value) {
            case Fn fn -> throw JsonataError.saying("T1006", "A function can't be the result of an expression");
            case ObjectNode object -> {
                ObjectNode result = Json.object();
                meter.elements(2L * object.size());
                object.properties().forEach(m -> result.set(m.getKey(), copy(m.getValue(), depth + 1)));
                yield result;
            }
            case ArrayNode array -> {
                ArrayNode result = Json.array();
                meter.elements(array.size());
                for (JsonNode element : array) result.add(copy(element, depth + 1));
                yield result;
            }
            default -> {
                if (value.isString()) meter.text(value.asString().length());
                yield value;
            }
        };
    }

    private void enter(int depth) {
        meter.step();
        if (depth > Json.NESTING_DEPTH_MAX) throw JsonataError.of("D1011");
    }
}
