package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Object constructors and `{…}` after a path: values under the same key are evaluated together.
final class Grouping {
    private final Evaluator evaluator;

    Grouping(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    private static final class Group {
        final int pair;

        @Nullable
        JsonNode data;

        Group(int pair, @Nullable JsonNode data) {
            this.pair = pair;
            this.data = data;
        }
    }

    /// The object of an object constructor or of `{…}` after a path.
    JsonNode object(List<Expr.Pair> pairs, @Nullable JsonNode input, Frame frame) {
        boolean tupled = input instanceof Sequence sequence && sequence.tuples;
        List<@Nullable JsonNode> items = Values.each(input);
        if (items.isEmpty() && !tupled) items = Collections.singletonList(null);
        Map<String, Group> groups = new LinkedHashMap<>();
        for (JsonNode item : items) {
            Frame inner = tupled && item != null ? Paths.bound(frame, item) : frame;
            JsonNode context = tupled && item != null ? item.get(Paths.VALUE) : item;
            for (int i = 0; i < pairs.size(); i++) {
                JsonNode key = evaluator.evaluate(pairs.get(i).key(), context, inner);
                if (key != null) add(groups, key, i, item);
            }
        }
        ObjectNode result = Json.object();
        evaluator.meter().elements(groups.size() * 2L);
        groups.forEach((key, group) -> {
            JsonNode value = value(pairs.get(group.pair).value(), group, tupled, frame);
            if (value != null) result.set(key, value);
        });
        return result;
    }

    private void add(Map<String, Group> groups, JsonNode key, int pair, @Nullable JsonNode item) {
        if (!key.isString()) throw JsonataError.of("T1003", key);
        Group group = groups.get(key.asString());
        if (group == null) groups.put(key.asString(), new Group(pair, item));
        else if (group.pair != pair) throw JsonataError.of("D1009", key);
        else group.data = Values.append(group.data, item, evaluator.meter());
    }

    private @Nullable JsonNode value(Expr expr, Group group, boolean tupled, Frame frame) {
        if (!tupled || group.data == null) return evaluator.evaluate(expr, group.data, frame);
        ObjectNode together = Json.object();
        for (JsonNode tuple : Values.each(group.data)) {
            if (tuple == null) continue;
            for (var member : tuple.properties()) {
                JsonNode all = Values.append(together.get(member.getKey()), member.getValue(), evaluator.meter());
                if (all != null) together.set(member.getKey(), all);
            }
        }
        JsonNode context = together.remove(Paths.VALUE);
        return evaluator.evaluate(expr, context, Paths.bound(frame, together));
    }
}
