package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Functions that call a function for each element or member.
final class HigherFunctions {
    private HigherFunctions() {}

    static void define() {
        Builtins.define("map", "<af>", HigherFunctions::map);
        Builtins.define("filter", "<af>", HigherFunctions::filter);
        Builtins.define("single", "<af?>", HigherFunctions::single);
        Builtins.define("reduce", "<afj?:j>", HigherFunctions::reduce);
        Builtins.define("sort", "<af?:a>", HigherFunctions::sort);
        Builtins.define("each", "<o-f:a>", HigherFunctions::each);
        Builtins.define("sift", "<o-f?:o>", HigherFunctions::sift);
    }

    /// Calls with as many of value, key and whole as the function takes.
    private static @Nullable JsonNode call(Arguments call, Fn fn, @Nullable JsonNode... offered) {
        List<@Nullable JsonNode> arguments = new ArrayList<>(offered.length);
        for (int i = 0; i < offered.length && (i < 1 || i < fn.arity()); i++) arguments.add(offered[i]);
        return call.evaluator().apply(fn, arguments, null);
    }

    private static @Nullable JsonNode map(Arguments call) {
        ArrayNode array = call.array(0);
        Fn fn = call.function(1);
        if (array == null || fn == null) return null;
        Sequence mapped = Sequence.empty();
        for (int i = 0; i < array.size(); i++) {
            JsonNode result = call(call, fn, array.get(i), Json.number(i), array);
            call.meter().elements(1);
            if (result != null) mapped.add(result);
        }
        return mapped;
    }

    private static @Nullable JsonNode filter(Arguments call) {
        ArrayNode array = call.array(0);
        Fn fn = call.function(1);
        if (array == null || fn == null) return null;
        Sequence kept = Sequence.empty();
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            JsonNode verdict = call(call, fn, element, Json.number(i), array);
            call.meter().elements(1);
            if (Values.isTrue(verdict, call.meter())) kept.add(element);
        }
        return kept;
    }

    private static @Nullable JsonNode single(Arguments call) {
        ArrayNode array = call.array(0);
        if (array == null) return null;
        Fn fn = call.function(1);
        JsonNode found = null;
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            boolean wanted = fn == null || Values.isTrue(call(call, fn, element, Json.number(i), array), call.meter());
            if (!wanted) continue;
            if (found != null) throw JsonataError.of("D3138");
            found = element;
        }
        if (found == null) throw JsonataError.of("D3139");
        return found;
    }

    private static @Nullable JsonNode reduce(Arguments call) {
        ArrayNode array = call.array(0);
        Fn fn = call.function(1);
        if (array == null || fn == null) return null;
        if (fn.arity() < 2) throw JsonataError.of("D3050");
        JsonNode result = call.get(2);
        int first = 0;
        if (result == null && !array.isEmpty()) result = array.get(first++);
        for (int i = first; i < array.size(); i++) {
            result = call(call, fn, result, array.get(i), Json.number(i), array);
        }
        return result;
    }

    private static @Nullable JsonNode sort(Arguments call) {
        ArrayNode array = call.array(0);
        if (array == null || array.size() <= 1) return array;
        Fn fn = call.function(1);
        List<JsonNode> items = new ArrayList<>(array.size());
        call.meter().elements(3L * array.size());
        boolean numbers = true;
        boolean texts = true;
        for (JsonNode element : array) {
            items.add(element);
            numbers &= element.isNumber();
            texts &= element.isString();
        }
        if (fn == null && !numbers && !texts) throw JsonataError.of("D3070");
        List<JsonNode> sorted = Sorting.sorted(
                items,
                (a, b) -> fn == null ? isAfter(a, b) : Values.isTrue(call(call, fn, a, b), call.meter()),
                call.meter());
        return Sequence.array().addAll(sorted);
    }

    private static boolean isAfter(JsonNode a, JsonNode b) {
        return a.isString() ? a.asString().compareTo(b.asString()) > 0 : Values.compare(a, b) > 0;
    }

    private static @Nullable JsonNode each(Arguments call) {
        ObjectNode object = call.object(0);
        Fn fn = call.function(1);
        if (object == null || fn == null) return null;
        Sequence results = Sequence.empty();
        for (var member : object.properties()) {
            JsonNode result = call(call, fn, member.getValue(), Json.text(member.getKey()), object);
            call.meter().elements(1);
            if (result != null) results.add(result);
        }
        return results;
    }

    private static @Nullable JsonNode sift(Arguments call) {
        ObjectNode object = call.object(0);
        Fn fn = call.function(1);
        if (object == null || fn == null) return null;
        ObjectNode kept = Json.object();
        for (var member : object.properties()) {
            JsonNode verdict = call(call, fn, member.getValue(), Json.text(member.getKey()), object);
            call.meter().elements(2);
            if (Values.isTrue(verdict, call.meter())) kept.set(member.getKey(), member.getValue());
        }
        return kept.isEmpty() ? null : kept;
    }
}
