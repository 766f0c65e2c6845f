package dev.sluice.asl.step;

import dev.sluice.core.Json;
import java.util.ArrayDeque;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/// The quota of a state's input, output and result.
final class Payload {
    /// AWS's quota of one payload, in UTF-8 bytes.
    static final int BYTES_MAX = 262_144;

    /// AWS's quota of all variables of an execution.
    static final int VARIABLES_BYTES_MAX = 10 << 20;

    /// How deep a payload may nest; the JSON writer's own bound, which AWS's size quota mostly keeps out of reach.
    static final int DEPTH_MAX = 450;

    // The longest that one character can become when written: a backslash, u and four digits.
    private static final int BYTES_PER_CHARACTER_MAX = 6;
    private static final int BYTES_PER_NUMBER_MAX = 32;

    private Payload() {}

    /// Whether what a state has made of its input is over the quota; what passed through has been measured before.
    @SuppressWarnings("ReferenceEquality") // the same tree, not an equal one, needs no second look
    static boolean grewTooLarge(JsonNode input, JsonNode made) {
        return made != input && tooLarge(made);
    }

    /// Whether the variables in scope together with new ones are over AWS's quota for one execution.
    static boolean variablesTooLarge(Collection<JsonNode> variables, JsonNode assigned) {
        Bound bound = new Bound();
        bound.add(assigned);
        variables.forEach(bound::add);
        if (bound.bytes <= VARIABLES_BYTES_MAX) return false;
        long exact = Json.sizeBytes(assigned);
        for (JsonNode variable : variables) exact += Json.sizeBytes(variable);
        return exact > VARIABLES_BYTES_MAX;
    }

    /// Whether a payload is over the quota or deeper than can be written.
    static boolean tooLarge(JsonNode payload) {
        if (payload.isEmpty() && !payload.isValueNode()) return false;
        if (payload.isString()) return exceedsByItself(payload);
        Bound bound = new Bound();
        bound.add(payload);
        if (bound.depth > DEPTH_MAX) return true;
        return bound.bytes > BYTES_MAX && Json.sizeBytes(payload) > BYTES_MAX;
    }

    private static boolean exceedsByItself(JsonNode text) {
        return (long) text.asString().length() * BYTES_PER_CHARACTER_MAX > BYTES_MAX
                && Json.sizeBytes(text) > BYTES_MAX;
    }

    /// An upper bound of the written size, found without writing; most payloads need no exact count.
    private static final class Bound {
        private record Level(JsonNode node, int depth) {}

        private long bytes;
        private int depth;
        private final ArrayDeque<Level> open = new ArrayDeque<>();

        void add(JsonNode root) {
            open.push(new Level(root, 1));
            while (!open.isEmpty() && depth <= DEPTH_MAX) {
                Level level = open.pop();
                depth = Math.max(depth, level.depth);
                children(level.node, level.depth + 1);
            }
        }

        private void children(JsonNode node, int childDepth) {
            bytes += 2;
            if (node.isObject()) {
                node.properties().forEach(each -> {
                    bytes += 4 + (long) each.getKey().length() * BYTES_PER_CHARACTER_MAX;
                    child(each.getValue(), childDepth);
                });
            } else if (node.isArray()) {
                for (JsonNode item : node) {
                    bytes++;
                    child(item, childDepth);
                }
            } else {
                child(node, childDepth);
            }
        }

        private void child(JsonNode node, int childDepth) {
            if (node.isContainer()) open.push(new Level(node, childDepth));
            else if (node.isString()) bytes += 2 + (long) node.asString().length() * BYTES_PER_CHARACTER_MAX;
            else if (node.isBigDecimal() || node.isBigInteger())
                bytes += 2L + node.asString().length();
            else bytes += BYTES_PER_NUMBER_MAX;
        }
    }
}
