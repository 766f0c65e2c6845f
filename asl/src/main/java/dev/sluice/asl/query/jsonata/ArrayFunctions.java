package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Functions on arrays that take no function.
final class ArrayFunctions {
    private ArrayFunctions() {}

    static void define() {
        Builtins.define("count", "<a:n>", ArrayFunctions::count);
        Builtins.define("append", "<xx:a>", call -> Values.append(call.get(0), call.get(1), call.meter()));
        Builtins.define("exists", "<x:b>", call -> Json.bool(call.get(0) != null));
        Builtins.define("reverse", "<a:a>", ArrayFunctions::reverse);
        Builtins.define("shuffle", "<a:a>", ArrayFunctions::shuffle);
        Builtins.define("distinct", "<x:x>", ArrayFunctions::distinct);
        Builtins.define("zip", "<a+>", ArrayFunctions::zip);
    }

    private static JsonNode count(Arguments call) {
        ArrayNode array = call.array(0);
        return Json.number(array == null ? 0 : array.size());
    }

    private static List<JsonNode> list(ArrayNode array, Meter meter) {
        meter.elements(2L * array.size());
        meter.steps(array.size());
        List<JsonNode> list = new ArrayList<>(array.size());
        array.forEach(list::add);
        return list;
    }

    private static JsonNode array(List<JsonNode> elements) {
        return Sequence.array().addAll(elements);
    }

    private static @Nullable JsonNode reverse(Arguments call) {
        ArrayNode array = call.array(0);
        if (array == null || array.size() <= 1) return array;
        return array(list(array, call.meter()).reversed());
    }

    private static @Nullable JsonNode shuffle(Arguments call) {
        ArrayNode array = call.array(0);
        if (array == null || array.size() <= 1) return array;
        List<JsonNode> shuffled = list(array, call.meter());
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, call.evaluator().random().nextInt(i + 1));
        }
        return array(shuffled);
    }

    private static @Nullable JsonNode distinct(Arguments call) {
        ArrayNode array = call.array(0);
        if (array == null || array.size() <= 1) return call.get(0);
        Set<Object> seen = new HashSet<>();
        Sequence distinct = Sequence.isSequence(array) ? Sequence.empty() : Sequence.array();
        call.meter().elements(2L * array.size());
        for (JsonNode element : array) {
            call.meter().step();
            if (seen.add(key(element, call.meter()))) distinct.add(element);
        }
        return distinct;
    }

    /// Equal values have equal keys: numbers by value, containers by what they hold.
    private static Object key(JsonNode value, Meter meter) {
        if (value instanceof Fn || value.isString() || value.isBoolean() || value.isNull()) return value;
        if (value.isNumber()) return value.asDouble();
        return List.of(value.getNodeType(), sortedText(value, meter));
    }

    private static String sortedText(JsonNode value, Meter meter) {
        if (!value.isObject()) return Text.of(value, meter);
        var sorted = Json.object();
        value.properties().stream().map(Map.Entry::getKey).sorted().forEach(name -> sorted.set(name, value.get(name)));
        return Text.of(sorted, meter);
    }

    private static JsonNode zip(Arguments call) {
        int size = Integer.MAX_VALUE;
        for (int i = 0; i < call.values().size(); i++) {
            ArrayNode array = call.array(i);
            size = Math.min(size, array == null ? 0 : array.size());
        }
        Sequence zipped = Sequence.array();
        for (int row = 0; row < size && size != Integer.MAX_VALUE; row++) {
            call.meter().elements(call.values().size() + 2L);
            Sequence tuple = Sequence.array();
            for (int i = 0; i < call.values().size(); i++) {
                ArrayNode array = call.array(i);
                if (array != null) tuple.add(array.get(row));
            }
            zipped.add(tuple);
        }
        return zipped;
    }
}
