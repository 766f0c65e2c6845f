package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Functions on objects, and the few that take anything.
final class ObjectFunctions {
    private ObjectFunctions() {}

    static void define() {
        Builtins.define("keys", "<x-:a<s>>", ObjectFunctions::keys);
        Builtins.define("lookup", "<x-s:x>", ObjectFunctions::lookup);
        Builtins.define("spread", "<x-:a<o>>", call -> spread(call.get(0), call.meter()));
        Builtins.define("merge", "<a<o>:o>", ObjectFunctions::merge);
        Builtins.define("clone", "<(oa)-:o>", ObjectFunctions::copy);
        Builtins.define("type", "<x:s>", ObjectFunctions::type);
        Builtins.define("error", "<s?:x>", call -> {
            String text = call.text(0);
            throw JsonataError.saying("D3137", text == null ? "$error() function evaluated" : text);
        });
        Builtins.define("assert", "<bs?:x>", ObjectFunctions::check);
    }

    private static JsonNode keys(Arguments call) {
        Set<String> names = new LinkedHashSet<>();
        collect(call.get(0), names, call.meter());
        Sequence keys = Sequence.empty();
        names.forEach(keys::add);
        return keys;
    }

    private static void collect(@Nullable JsonNode value, Set<String> names, Meter meter) {
        meter.step();
        if (value instanceof ArrayNode array) {
            for (JsonNode element : array) collect(element, names, meter);
        } else if (value instanceof ObjectNode object) {
            meter.elements(object.size());
            object.properties().forEach(member -> names.add(member.getKey()));
        }
    }

    private static @Nullable JsonNode lookup(Arguments call) {
        String name = call.text(1);
        return name == null ? null : Members.member(call.get(0), name, call.meter());
    }

    private static @Nullable JsonNode spread(@Nullable JsonNode value, Meter meter) {
        meter.step();
        if (value instanceof ArrayNode array) {
            Sequence all = Sequence.empty();
            for (JsonNode element : array) {
                JsonNode parts = spread(element, meter);
                meter.elements(parts == null ? 0 : parts.size() + 1L);
                if (parts instanceof ArrayNode several) all.addAll(several);
                else if (parts != null) all.add(parts);
            }
            return all;
        }
        if (!(value instanceof ObjectNode object)) return value;
        Sequence parts = Sequence.empty();
        meter.elements(4L * object.size());
        object.properties().forEach(member -> parts.addObject().set(member.getKey(), member.getValue()));
        return parts;
    }

    private static @Nullable JsonNode merge(Arguments call) {
        ArrayNode objects = call.array(0);
        if (objects == null) return null;
        ObjectNode merged = Json.object();
        for (JsonNode object : objects) {
            call.meter().step();
            call.meter().elements(2L * object.size());
            if (object instanceof ObjectNode members) merged.setAll(members);
        }
        return merged;
    }

    private static @Nullable JsonNode copy(Arguments call) {
        JsonNode value = call.get(0);
        return value == null ? null : Export.copied(value, call.meter());
    }

    private static @Nullable JsonNode type(Arguments call) {
        JsonNode value = call.get(0);
        if (value == null) return null;
        if (value instanceof Fn) return Json.text("function");
        return Json.text(
                switch (value.getNodeType()) {
                    case NULL, MISSING -> "null";
                    case NUMBER -> "number";
                    case STRING, BINARY -> "string";
                    case BOOLEAN -> "boolean";
                    case ARRAY -> "array";
                    case OBJECT, POJO -> "object";
                });
    }

    private static @Nullable JsonNode check(Arguments call) {
        JsonNode condition = call.get(0);
        if (condition != null && condition.asBoolean()) return null;
        String text = call.text(1);
        throw JsonataError.saying("D3141", text == null ? "$assert() statement failed" : text);
    }
}
