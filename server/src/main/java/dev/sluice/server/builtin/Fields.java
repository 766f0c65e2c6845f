package dev.sluice.server.builtin;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import tools.jackson.databind.JsonNode;

/// Looks for a field in the answers of earlier states, however they were wrapped on the way: in the array of a
/// Parallel, under a ResultPath. What stands nearer to the top wins.
final class Fields {
    /// An event is at most 256 KiB; answers of earlier states are far smaller.
    private static final int NODES_MAX = 10_000;

    private Fields() {}

    static Optional<JsonNode> find(JsonNode event, String name) {
        Queue<JsonNode> next = new ArrayDeque<>();
        next.add(event);
        for (int seen = 0; seen < NODES_MAX && !next.isEmpty(); seen++) {
            JsonNode node = next.remove();
            JsonNode value = node.get(name);
            if (value != null) return Optional.of(value);
            node.forEach(next::add);
        }
        return Optional.empty();
    }

    static Optional<String> text(JsonNode event, String name) {
        return find(event, name).filter(JsonNode::isString).map(JsonNode::asString);
    }
}
