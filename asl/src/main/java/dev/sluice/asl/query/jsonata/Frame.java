package dev.sluice.asl.query.jsonata;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The variables of one scope. A variable bound to nothing hides an outer one of the same name.
final class Frame {
    private final @Nullable Frame outer;
    private final Map<String, @Nullable JsonNode> bindings = new HashMap<>(8);

    Frame(@Nullable Frame outer) {
        this.outer = outer;
    }

    void bind(String name, @Nullable JsonNode value) {
        bindings.put(name, value);
    }

    @Nullable
    JsonNode lookup(String name) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            JsonNode value = frame.bindings.get(name);
            if (value != null || frame.bindings.containsKey(name)) return value;
        }
        return Builtins.named(name);
    }
}
