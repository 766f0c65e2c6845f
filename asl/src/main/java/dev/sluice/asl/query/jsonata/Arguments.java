package dev.sluice.asl.query.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The arguments of one call of a native function, already checked against its signature.
record Arguments(List<@Nullable JsonNode> values, Evaluator evaluator) {
    @Nullable
    JsonNode get(int position) {
        return position < values.size() ? values.get(position) : null;
    }

    @Nullable
    String text(int position) {
        JsonNode value = get(position);
        return value == null || !value.isString() ? null : value.asString();
    }

    @Nullable
    ArrayNode array(int position) {
        return get(position) instanceof ArrayNode array ? array : null;
    }

    @Nullable
    ObjectNode object(int position) {
        return get(position) instanceof ObjectNode object ? object : null;
    }

    @Nullable
    Fn function(int position) {
        return get(position) instanceof Fn fn ? fn : null;
    }

    @Nullable
    Double number(int position) {
        JsonNode value = get(position);
        return value == null || !value.isNumber() ? null : value.asDouble();
    }

    Meter meter() {
        return evaluator.meter();
    }
}
