package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.JsonataExpression;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the rules of a Choice state.
final class ChoiceParser {
    private ChoiceParser() {}

    static ChoiceRule rule(Fields fields) {
        return new ChoiceRule(
                condition(fields),
                fields.textOr("Next", ""),
                fields.jsonataTemplate("Output"),
                fields.template("Assign"));
    }

    private static Condition condition(Fields fields) {
        if (fields.jsonata()) return computed(fields.get("Condition"));
        if (fields.get("And") != null) return new Condition.And(fields.list("And", ChoiceParser::condition));
        if (fields.get("Or") != null) return new Condition.Or(fields.list("Or", ChoiceParser::condition));
        JsonNode not = fields.get("Not");
        if (not != null) return new Condition.Not(condition(fields.of(not)));
        JsonPath variable = fields.path("Variable");
        if (variable == null) throw new IllegalStateException("choice rule without Variable");
        for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
            Condition condition = comparison(variable, field.getKey(), field.getValue());
            if (condition != null) return condition;
        }
        throw new IllegalStateException("choice rule without comparison");
    }

    private static Condition computed(@Nullable JsonNode condition) {
        if (condition == null) throw new IllegalStateException("choice rule without Condition");
        if (condition.isString() && JsonataExpression.isExpression(condition.asString())) {
            return new Condition.Computed(JsonataExpression.compile(condition.asString()));
        }
        return new Condition.Always(condition.booleanValue(false));
    }

    private static @Nullable Condition comparison(JsonPath variable, String operator, JsonNode operand) {
        if (operator.equals("StringMatches")) {
            return new Condition.Matches(variable, Glob.compile(operand.asString()));
        }
        if (operator.startsWith("Is")) {
            Condition.Kind kind = Condition.Kind.valueOf(operator.substring(2).toUpperCase(Locale.ROOT));
            return new Condition.Is(variable, kind, operand.booleanValue(false));
        }
        boolean path = operator.endsWith("Path");
        Condition.Comparison comparison =
                comparison(path ? operator.substring(0, operator.length() - "Path".length()) : operator);
        if (comparison == null) return null;
        return path
                ? new Condition.ComparePath(variable, comparison, JsonPath.compile(operand.asString()))
                : new Condition.Compare(variable, comparison, operand);
    }

    private static Condition.@Nullable Comparison comparison(String operator) {
        for (Condition.Domain domain : Condition.Domain.values()) {
            for (Condition.Order order : Condition.Order.values()) {
                if (operator.equals(camel(domain.name()) + camel(order.name()))) {
                    return new Condition.Comparison(domain, order);
                }
            }
        }
        return null;
    }

    private static String camel(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
