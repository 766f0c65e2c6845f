package dev.sluice.asl.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The fields an object may have in each query language, and what their values must be.
final class Fields {
    private final Map<String, Rule> jsonPath = new HashMap<>();
    private final Map<String, Rule> jsonata = new HashMap<>();

    /// All fields of another object, to which more can be added.
    static Fields from(Fields other) {
        Fields copy = new Fields();
        copy.jsonPath.putAll(other.jsonPath);
        copy.jsonata.putAll(other.jsonata);
        return copy;
    }

    /// A field of both languages.
    Fields both(String name, Rule rule) {
        return path(name, rule).jsonata(name, rule);
    }

    /// A field of JSONPath alone.
    Fields path(String name, Rule rule) {
        jsonPath.put(name, rule);
        return this;
    }

    /// A field of JSONata alone.
    Fields jsonata(String name, Rule rule) {
        jsonata.put(name, rule);
        return this;
    }

    /// Checks every member of an object; what isn't a field here is refused.
    void check(Spot at, JsonNode object) {
        Map<String, Rule> here = at.jsonata() ? jsonata : jsonPath;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Rule rule = here.get(member.getKey());
            if (rule != null) rule.check(at.at(member.getKey()), member.getValue());
            else unsupported(at.at(member.getKey()), member.getKey());
        }
    }

    private void unsupported(Spot at, String name) {
        boolean elsewhere = (at.jsonata() ? jsonPath : jsonata).containsKey(name);
        String message = "Field is not supported";
        if (elsewhere) at.refuse(message, "'" + name + "' doesn't exist in QueryLanguage '" + at.language().word + "'");
        else at.refuse(message);
    }

    /// Tells which of the fields an object must have aren't there.
    static void require(Spot at, JsonNode object, String... names) {
        List<String> missing =
                Arrays.stream(names).filter(name -> !object.has(name)).toList();
        if (!missing.isEmpty()) at.refuse("These fields are required: " + missing);
    }

    /// Tells if not exactly one of several fields is there.
    static void exactlyOne(Spot at, JsonNode object, String... names) {
        List<String> there = present(object, names);
        if (there.isEmpty()) at.refuse("Exactly one of these fields is required: " + List.of(names));
        else atMostOne(at, object, names);
    }

    /// Tells if several fields are there that exclude each other.
    static void atMostOne(Spot at, JsonNode object, String... names) {
        List<String> there = present(object, names);
        if (there.size() > 1) at.refuse("These fields exclude each other: " + there, "Keep one of them");
    }

    private static List<String> present(JsonNode object, String... names) {
        return Arrays.stream(names).filter(object::has).toList();
    }
}
