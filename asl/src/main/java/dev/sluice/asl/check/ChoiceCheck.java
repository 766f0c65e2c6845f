package dev.sluice.asl.check;

import dev.sluice.asl.query.JsonataExpression;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The rules of a Choice state.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html">Choice</a>
final class ChoiceCheck {
    private static final List<String> ORDERS =
            List.of("Equals", "GreaterThan", "GreaterThanEquals", "LessThan", "LessThanEquals");

    private static final Fields TOP_RULE = operators(new Fields())
            .both("Next", Values::text)
            .both("Comment", Values::text)
            .path("Assign", Expressions::payloadObject)
            .jsonata("Assign", Expressions::objectOrExpression)
            .jsonata("Output", Expressions::template)
            .jsonata("Condition", ChoiceCheck::condition);

    private static final Fields INNER_RULE = operators(new Fields()).both("Comment", Values::text);

    private ChoiceCheck() {}

    private static Fields operators(Fields fields) {
        fields.path("Variable", Values::variable)
                .path("And", ChoiceCheck::several)
                .path("Or", ChoiceCheck::several)
                .path("Not", ChoiceCheck::inner)
                .path("BooleanEquals", Values::bool)
                .path("BooleanEqualsPath", Values::variable)
                .path("StringMatches", Values::text);
        for (String order : ORDERS) {
            fields.path("String" + order, Values::text)
                    .path("String" + order + "Path", Values::variable)
                    .path("Numeric" + order, ChoiceCheck::anyNumber)
                    .path("Numeric" + order + "Path", Values::variable)
                    .path("Timestamp" + order, Values::text)
                    .path("Timestamp" + order + "Path", Values::variable);
        }
        for (String type : List.of("Null", "Present", "Numeric", "String", "Boolean", "Timestamp")) {
            fields.path("Is" + type, Values::bool);
        }
        return fields;
    }

    private static void anyNumber(Spot at, JsonNode value) {
        if (!value.isNumber()) at.refuse("Expected value of type Number");
    }

    static void choices(Spot at, JsonNode value) {
        if (!value.isArray()) {
            at.refuse("Expected value of type Array");
        } else if (value.isEmpty()) {
            at.refuse("Value cannot be empty");
        } else {
            for (int i = 0; i < value.size(); i++) topRule(at.at(i), value.get(i));
        }
    }

    private static void topRule(Spot at, JsonNode rule) {
        if (!rule.isObject()) {
            at.refuse("Expected value of type Object");
            return;
        }
        TOP_RULE.check(at, rule);
        if (at.jsonata()) {
            Fields.require(at, rule, "Condition", "Next");
        } else {
            comparison(at, rule);
            Fields.require(at, rule, "Next");
        }
    }

    private static void inner(Spot at, JsonNode rule) {
        if (!rule.isObject()) {
            at.refuse("Expected value of type Object");
        } else {
            INNER_RULE.check(at, rule);
            comparison(at, rule);
        }
    }

    private static void several(Spot at, JsonNode rules) {
        if (!rules.isArray()) {
            at.refuse("Expected value of type Array");
        } else if (rules.isEmpty()) {
            at.refuse("Value cannot be empty");
        } else {
            for (int i = 0; i < rules.size(); i++) inner(at.at(i), rules.get(i));
        }
    }

    /// A rule compares one variable in one way, or combines rules.
    private static void comparison(Spot at, JsonNode rule) {
        List<String> operators = rule.properties().stream()
                .map(Map.Entry::getKey)
                .filter(ChoiceCheck::operator)
                .toList();
        boolean combines = operators.stream().anyMatch(List.of("And", "Or", "Not")::contains);
        if (operators.isEmpty()) at.refuse("Exactly one comparison operator is required");
        else if (operators.size() > 1)
            at.refuse("Each Choice Rule can only have one comparison operator: " + operators);
        if (!combines) Fields.require(at, rule, "Variable");
    }

    private static boolean operator(String field) {
        return switch (field) {
            case "Variable", "Next", "Comment", "Assign", "Condition", "Output" -> false;
            default -> true;
        };
    }

    private static void condition(Spot at, JsonNode value) {
        boolean expression = value.isString() && JsonataExpression.isExpression(value.asString());
        if (expression) Values.expression(at, value);
        else if (!value.isBoolean()) at.refuse("Expected value of type Boolean or a JSONata expression");
    }
}
