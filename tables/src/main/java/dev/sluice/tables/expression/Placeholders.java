package dev.sluice.tables.expression;

import dev.sluice.core.Refused;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// ExpressionAttributeNames and ExpressionAttributeValues of one request, shared by all its expressions. Each must be
/// used by one of them.
public final class Placeholders {
    private static final Pattern NAME = Pattern.compile("#[A-Za-z0-9_]+");
    private static final Pattern VALUE = Pattern.compile(":[A-Za-z0-9_]+");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> unused = new LinkedHashSet<>();

    private Placeholders() {}

    /// Reads both parameters of a request.
    ///
    /// @param expressions the parameters of the request that could use them; at least one must be there
    /// @throws Refused with DynamoDB's text if they are malformed or no expression is there to use them
    public static Placeholders of(JsonNode request, Kind... expressions) {
        Placeholders placeholders = new Placeholders();
        JsonNode names = request.path("ExpressionAttributeNames");
        JsonNode values = request.path("ExpressionAttributeValues");
        requireExpressions(request, names, values, expressions);
        if (names.isObject()) placeholders.readNames(names);
        if (values.isObject()) placeholders.readValues(values);
        return placeholders;
    }

    private static void requireExpressions(JsonNode request, JsonNode names, JsonNode values, Kind[] expressions) {
        boolean any = request.hasNonNull(Kind.PROJECTION.parameter());
        boolean takingValues = false;
        for (Kind kind : expressions) takingValues |= request.hasNonNull(kind.parameter());
        if (names.isObject() && !any && !takingValues)
            throw invalid("ExpressionAttributeNames can only be specified when using expressions");
        if (values.isObject() && !takingValues) {
            String missing = java.util.Arrays.stream(expressions)
                    .filter(kind -> kind != Kind.PROJECTION)
                    .map(Kind::parameter)
                    .collect(Collectors.joining(" and "));
            String are = expressions.length > 1 ? " are null" : " is null";
            throw invalid("ExpressionAttributeValues can only be specified when using expressions"
                    + (missing.isEmpty() ? "" : ": " + missing + are));
        }
    }

    private void readNames(JsonNode json) {
        if (json.isEmpty()) throw invalid("ExpressionAttributeNames must not be empty");
        for (var entry : json.properties()) {
            requireSyntax("ExpressionAttributeNames", NAME, entry.getKey());
            names.put(entry.getKey(), entry.getValue().asString());
            unused.add(entry.getKey());
        }
    }

    private void readValues(JsonNode json) {
        if (json.isEmpty()) throw invalid("ExpressionAttributeValues must not be empty");
        for (var entry : json.properties()) {
            requireSyntax("ExpressionAttributeValues", VALUE, entry.getKey());
            try {
                values.put(entry.getKey(), ValueJson.read(entry.getValue()));
            } catch (Refused e) {
                if (!e.code().equals("ValidationException")) throw e;
                throw invalid(
                        "ExpressionAttributeValues contains invalid value: " + e.text() + " for key " + entry.getKey());
            }
            unused.add(entry.getKey());
        }
    }

    private static void requireSyntax(String parameter, Pattern pattern, String key) {
        if (!pattern.matcher(key).matches())
            throw invalid(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
    }

    /// The attribute's name behind `#…`.
    String name(Kind kind, String reference) {
        String name = names.get(reference);
        if (name == null)
            throw kind.invalid("An expression attribute name used in the document path is not defined; attribute name: "
                    + reference);
        unused.remove(reference);
        return name;
    }

    /// The value behind `:…`.
    Value value(Kind kind, String reference) {
        Value value = values.get(reference);
        if (value == null)
            throw kind.invalid(
                    "An expression attribute value used in expression is not defined; attribute value: " + reference);
        unused.remove(reference);
        return value;
    }

    /// Call once all expressions were read. @throws Refused if something was never used
    public void requireAllUsed() {
        requireAllUsed("ExpressionAttributeNames", names.keySet());
        requireAllUsed("ExpressionAttributeValues", values.keySet());
    }

    private void requireAllUsed(String parameter, Set<String> keys) {
        String left = keys.stream().filter(unused::contains).collect(Collectors.joining(", "));
        if (!left.isEmpty())
            throw invalid("Value provided in " + parameter + " unused in expressions: keys: {" + left + "}");
    }

    private static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }
}
