package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Where two trees differ first. Order of members doesn't count; 1 is not 1.0.
///
/// @param expected and `observed`: compact JSON, or "nothing"
record Difference(String path, String expected, String observed) {
    private static final int SHOWN_LENGTH_MAX = 400;

    /// The first difference, or empty if there is none.
    static Optional<Difference> first(JsonNode expected, JsonNode observed) {
        return compare("$", expected, observed);
    }

    private static Optional<Difference> compare(String path, JsonNode expected, JsonNode observed) {
        if (expected.isObject() && observed.isObject()) return members(path, expected, observed);
        if (expected.isArray() && observed.isArray()) return elements(path, expected, observed);
        boolean numbers = expected.isNumber() && observed.isNumber();
        boolean equal = numbers
                ? expected.isIntegralNumber() == observed.isIntegralNumber()
                        && expected.decimalValue().compareTo(observed.decimalValue()) == 0
                : expected.equals(observed);
        return equal ? Optional.empty() : Optional.of(new Difference(path, shown(expected), shown(observed)));
    }

    private static Optional<Difference> members(String path, JsonNode expected, JsonNode observed) {
        Set<String> keys = new LinkedHashSet<>();
        expected.properties().forEach(member -> keys.add(member.getKey()));
        observed.properties().forEach(member -> keys.add(member.getKey()));
        for (String key : keys) {
            Optional<Difference> found = compare(path + "." + key, expected.path(key), observed.path(key));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static Optional<Difference> elements(String path, JsonNode expected, JsonNode observed) {
        for (int i = 0; i < Math.max(expected.size(), observed.size()); i++) {
            Optional<Difference> found = compare(path + "[" + i + "]", expected.path(i), observed.path(i));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : Json.write(value);
        return text.length() > SHOWN_LENGTH_MAX ? text.substring(0, SHOWN_LENGTH_MAX) + "…" : text;
    }

    @Override
    public String toString() {
        return path + "\n      expected " + expected + "\n      observed " + observed;
    }
}
