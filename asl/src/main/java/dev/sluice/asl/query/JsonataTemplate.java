package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A compiled value of the query language JSONata: Arguments, Output, Assign, ItemSelector, …; any text in it that is
/// `{% … %}` is an expression, at any depth, the rest is as written. Immutable.
public final class JsonataTemplate {
    private final Part whole;

    private JsonataTemplate(Part whole) {
        this.whole = whole;
    }

    /// One place of a template; a part without any expression below it is a constant as a whole.
    private sealed interface Part {
        record Constant(JsonNode value) implements Part {}

        record Computed(String location, JsonataExpression expression) implements Part {}

        record Members(List<String> names, List<Part> parts) implements Part {}

        record Elements(List<Part> parts) implements Part {}
    }

    /// Compiles a template. @throws InvalidQuery for its first mistake
    public static JsonataTemplate compile(JsonNode template) {
        List<InvalidQuery> problems = new ArrayList<>();
        Part whole = part(template, "", problems);
        if (!problems.isEmpty()) throw problems.getFirst();
        return new JsonataTemplate(whole);
    }

    /// All mistakes of a template, in order, each with the location of its expression; empty if [#compile] would take
    /// it.
    public static List<InvalidQuery> problems(JsonNode template) {
        List<InvalidQuery> problems = new ArrayList<>();
        part(template, "", problems);
        return problems;
    }

    private static Part part(JsonNode node, String location, List<InvalidQuery> problems) {
        return switch (node) {
            case ObjectNode object -> members(object, location, problems);
            case ArrayNode array -> elements(array, location, problems);
            default -> scalar(node, location, problems);
        };
    }

    private static Part scalar(JsonNode node, String location, List<InvalidQuery> problems) {
        if (!node.isString() || !JsonataExpression.isExpression(node.asString())) return new Part.Constant(node);
        try {
            return new Part.Computed(location, JsonataExpression.compile(node.asString()));
        } catch (InvalidQuery e) {
            problems.add(new InvalidQuery(e.text(), location));
            return new Part.Constant(node);
        }
    }

    private static Part members(ObjectNode object, String location, List<InvalidQuery> problems) {
        List<String> names = new ArrayList<>(object.size());
        List<Part> parts = new ArrayList<>(object.size());
        for (var member : object.properties()) {
            names.add(member.getKey());
            parts.add(part(member.getValue(), Locations.below(location, member.getKey()), problems));
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

    /// The value.
    ///
    /// @param field the field it stands in, such as `Output`; failures inside say `Output/result`
    /// @throws QueryFailure `States.QueryEvaluationError` if an expression fails
    public JsonNode evaluate(Scope scope, String field) {
        return value(whole, scope, field);
    }

    private static JsonNode value(Part part, Scope scope, String field) {
        return switch (part) {
            case Part.Constant(var value) -> value;
            case Part.Computed(var location, var expression) ->
                expression.evaluate(scope, location.isEmpty() ? field : Locations.in(field, location));
            case Part.Members(var names, var parts) -> {
                ObjectNode object = Json.object();
                for (int i = 0; i < names.size(); i++) object.set(names.get(i), value(parts.get(i), scope, field));
                yield object;
            }
            case Part.Elements(var parts) -> {
                ArrayNode array = Json.array();
                for (Part element : parts) array.add(value(element, scope, field));
                yield array;
            }
        };
    }

    /// What its expressions refer to.
    public References references() {
        return references(whole);
    }

    private static References references(Part part) {
        return switch (part) {
            case Part.Constant c -> References.NONE;
            case Part.Computed(var location, var expression) -> expression.references();
            case Part.Members(var names, var parts) ->
                References.union(parts.stream().map(JsonataTemplate::references).toList());
            case Part.Elements(var parts) ->
                References.union(parts.stream().map(JsonataTemplate::references).toList());
        };
    }
}
