package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A compiled payload template of the query language JSONPath: Parameters, ResultSelector, ItemSelector, Assign, …
///
/// Members whose name ends in `.$` take the value of their path or intrinsic call, at any depth; the rest is as
/// written.
/// Immutable.
///
/// @see <a href="https://states-language.net/spec.html#payload-template">Payload templates</a>
public final class PayloadTemplate {
    private static final String DYNAMIC = ".$";

    private final Part whole;

    private PayloadTemplate(Part whole) {
        this.whole = whole;
    }

    /// One place of a template; a part without anything dynamic below it is a constant as a whole.
    private sealed interface Part {
        record Constant(JsonNode value) implements Part {}

        record Selected(String field, Selection selection) implements Part {}

        record Members(List<String> names, List<Part> parts) implements Part {}

        record Elements(List<Part> parts) implements Part {}
    }

    /// Compiles a template. @throws InvalidQuery for its first mistake
    public static PayloadTemplate compile(JsonNode template) {
        List<InvalidQuery> problems = new ArrayList<>();
        Part whole = part(template, "", problems);
        if (!problems.isEmpty()) throw problems.getFirst();
        return new PayloadTemplate(whole);
    }

    /// All mistakes of a template, in order, each with the location of the object it is in; empty if [#compile] would
    /// take it.
    public static List<InvalidQuery> problems(JsonNode template) {
        List<InvalidQuery> problems = new ArrayList<>();
        part(template, "", problems);
        return problems;
    }

    private static Part part(JsonNode node, String location, List<InvalidQuery> problems) {
        return switch (node) {
            case ObjectNode object -> members(object, location, problems);
            case ArrayNode array -> elements(array, location, problems);
            default -> new Part.Constant(node);
        };
    }

    private static Part members(ObjectNode object, String location, List<InvalidQuery> problems) {
        List<String> names = new ArrayList<>(object.size());
        List<Part> parts = new ArrayList<>(object.size());
        for (var member : object.properties()) {
            String name = member.getKey();
            if (name.endsWith(DYNAMIC)) {
                names.add(name.substring(0, name.length() - DYNAMIC.length()));
                parts.add(selected(name, member.getValue(), location, problems));
            } else {
                names.add(name);
                parts.add(part(member.getValue(), Locations.below(location, name), problems));
            }
        }
        boolean constant = parts.stream().allMatch(Part.Constant.class::isInstance);
        return constant ? new Part.Constant(object) : new Part.Members(List.copyOf(names), List.copyOf(parts));
    }

    private static Part elements(ArrayNode array, String location, List<InvalidQuery> problems) {
        List<Part> parts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            parts.add(part(array.get(i), Locations.below(location, i), problems));
        }
        boolean constant = parts.stream().allMatch(Part.Constant.class::isInstance);
        return constant ? new Part.Constant(array) : new Part.Elements(List.copyOf(parts));
    }

    private static Part selected(String field, JsonNode value, String location, List<InvalidQuery> problems) {
        if (!value.isString()) {
            problems.add(new InvalidQuery(
                    "The value for the field '" + field + "' must be a STRING that contains a JSONPath but was an "
                            + ResultType.of(value).word().toUpperCase(Locale.ROOT),
                    location));
            return new Part.Constant(value);
        }
        try {
            return new Part.Selected(field, Selection.compile(value.asString()));
        } catch (InvalidQuery e) {
            problems.add(new InvalidQuery(
                    "The value for the field '" + field
                            + "' must be a valid JSONPath or a valid intrinsic function call",
                    location));
            return new Part.Constant(value);
        }
    }

    /// The payload. @throws QueryFailure if a path finds nothing or an intrinsic fails
    public JsonNode evaluate(Scope scope) {
        return value(whole, scope);
    }

    private static JsonNode value(Part part, Scope scope) {
        return switch (part) {
            case Part.Constant(var value) -> value;
            case Part.Selected(var field, var selection) -> selection.evaluate(scope, field);
            case Part.Members(var names, var parts) -> {
                ObjectNode object = Json.object();
                for (int i = 0; i < names.size(); i++) object.set(names.get(i), value(parts.get(i), scope));
                yield object;
            }
            case Part.Elements(var parts) -> {
                ArrayNode array = Json.array();
                for (Part element : parts) array.add(value(element, scope));
                yield array;
            }
        };
    }

    /// What its paths and calls refer to.
    public References references() {
        return references(whole);
    }

    private static References references(Part part) {
        return switch (part) {
            case Part.Constant c -> References.NONE;
            case Part.Selected(var field, var selection) -> selection.references();
            case Part.Members(var names, var parts) ->
                References.union(parts.stream().map(PayloadTemplate::references).toList());
            case Part.Elements(var parts) ->
                References.union(parts.stream().map(PayloadTemplate::references).toList());
        };
    }
}
