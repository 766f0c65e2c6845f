package dev.sluice.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The few forms of JSONPath that the recordings' rules use: `$`, `.name`, `..name` and `[n]`.
final class Paths {
    private static final Pattern PART = Pattern.compile("(\\.\\.|\\.)([^.\\[]+)|\\[(\\d+)]");

    private Paths() {}

    private record Part(boolean deep, String name, int index) {}

    /// Calls the visitor with the parent and the key (or the index as text) of every place the path names.
    static void each(JsonNode root, String path, BiConsumer<JsonNode, String> visitor) {
        walk(root, parse(path), 0, visitor);
    }

    private static List<Part> parse(String path) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(path);
        int end = 1;
        while (matcher.find(end) && matcher.start() == end) {
            String index = matcher.group(3);
            boolean deep = "..".equals(matcher.group(1));
            parts.add(
                    index == null
                            ? new Part(deep, matcher.group(2), -1)
                            : new Part(false, "", Integer.parseInt(index)));
            end = matcher.end();
        }
        if (end != path.length()) throw new IllegalArgumentException("path not understood: " + path);
        return parts;
    }

    private static void walk(JsonNode node, List<Part> parts, int at, BiConsumer<JsonNode, String> visitor) {
        Part part = parts.get(at);
        if (part.index() >= 0) {
            if (node.has(part.index())) step(node, String.valueOf(part.index()), parts, at, visitor);
            return;
        }
        if (node.isObject() && node.has(part.name())) step(node, part.name(), parts, at, visitor);
        if (!part.deep()) return;
        List<JsonNode> children = new ArrayList<>();
        node.forEach(children::add);
        for (JsonNode child : children) walk(child, parts, at, visitor);
    }

    private static void step(
            JsonNode node, String key, List<Part> parts, int at, BiConsumer<JsonNode, String> visitor) {
        if (at == parts.size() - 1) visitor.accept(node, key);
        else walk(get(node, key), parts, at + 1, visitor);
    }

    /// The child under a key or an index.
    static JsonNode get(JsonNode parent, String key) {
        return parent instanceof ArrayNode array ? array.get(Integer.parseInt(key)) : parent.path(key);
    }

    /// Replaces a child.
    static void set(JsonNode parent, String key, JsonNode value) {
        if (parent instanceof ArrayNode array) array.set(Integer.parseInt(key), value);
        else if (parent instanceof ObjectNode object) object.set(key, value);
    }

    /// Takes a child away.
    static void remove(JsonNode parent, String key) {
        if (parent instanceof ArrayNode array) array.remove(Integer.parseInt(key));
        else if (parent instanceof ObjectNode object) object.remove(key);
    }

    /// Every member of every object, outer before inner, in order.
    static void members(JsonNode node, BiConsumer<ObjectNode, String> visitor) {
        if (node instanceof ObjectNode object) {
            List<String> keys =
                    object.properties().stream().map(Map.Entry::getKey).toList();
            for (String key : keys) {
                visitor.accept(object, key);
                members(object.path(key), visitor);
            }
        } else if (node.isArray()) {
            node.forEach(element -> members(element, visitor));
        }
    }
}
