package dev.sluice.asl.step;

import dev.sluice.asl.model.Condition;
import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.ResultType;
import dev.sluice.asl.query.Scope;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Whether a choice rule's condition holds. A value of another type than the operator's never matches.
final class Conditions {
    private Conditions() {}

    /// @param rule the rule's number, for the location of a failure
    static boolean holds(Condition condition, Scope scope, int rule) {
        return switch (condition) {
            case Condition.And(var parts) -> parts.stream().allMatch(part -> holds(part, scope, rule));
            case Condition.Or(var parts) -> parts.stream().anyMatch(part -> holds(part, scope, rule));
            case Condition.Not(var part) -> !holds(part, scope, rule);
            case Condition.Compare(var variable, var how, var constant) ->
                compare(how, required(variable, scope), constant);
            case Condition.ComparePath(var variable, var how, var path) ->
                compare(how, required(variable, scope), required(path, scope));
            case Condition.Is(var variable, var kind, var expected) -> is(kind, variable, scope) == expected;
            case Condition.Matches(var variable, var glob) -> {
                JsonNode value = required(variable, scope);
                yield value.isString() && glob.matches(value.asString());
            }
            case Condition.Computed(var expression) ->
                expression
                        .evaluate(scope, "Choices[" + rule + "]/Condition", ResultType.BOOLEAN)
                        .booleanValue();
            case Condition.Always(var value) -> value;
        };
    }

    private static JsonNode required(JsonPath path, Scope scope) {
        return path.find(scope)
                .orElseThrow(() -> new QueryFailure(
                        QueryFailure.RUNTIME,
                        "Invalid path '" + path.text()
                                + "': The choice state's condition path references an invalid value.",
                        null));
    }

    private static boolean is(Condition.Kind kind, JsonPath variable, Scope scope) {
        if (kind == Condition.Kind.PRESENT) {
            Optional<JsonNode> found = variable.find(scope);
            return found.isPresent() && (variable.definite() || !found.get().isEmpty());
        }
        JsonNode value = required(variable, scope);
        return switch (kind) {
            case PRESENT -> true;
            case NULL -> value.isNull();
            case BOOLEAN -> value.isBoolean();
            case NUMERIC -> value.isNumber();
            case STRING -> value.isString();
            case TIMESTAMP -> timestamp(value) != null;
        };
    }

    private static boolean compare(Condition.Comparison how, JsonNode left, JsonNode right) {
        return switch (how.domain()) {
            case BOOLEAN -> left.isBoolean() && right.isBoolean() && left.booleanValue() == right.booleanValue();
            case NUMERIC ->
                left.isNumber()
                        && right.isNumber()
                        && ordered(how.order(), left.decimalValue().compareTo(right.decimalValue()));
            case STRING ->
                left.isString()
                        && right.isString()
                        && ordered(how.order(), left.asString().compareTo(right.asString()));
            case TIMESTAMP -> {
                OffsetDateTime one = timestamp(left);
                OffsetDateTime other = timestamp(right);
                yield one != null && other != null && ordered(how.order(), instants(one, other));
            }
        };
    }

    private static int instants(OffsetDateTime one, OffsetDateTime other) {
        return one.toInstant().compareTo(other.toInstant());
    }

    private static boolean ordered(Condition.Order order, int comparison) {
        return switch (order) {
            case EQUALS -> comparison == 0;
            case LESS_THAN -> comparison < 0;
            case LESS_THAN_EQUALS -> comparison <= 0;
            case GREATER_THAN -> comparison > 0;
            case GREATER_THAN_EQUALS -> comparison >= 0;
        };
    }

    /// The value as a time in RFC 3339's form; null if it isn't one.
    static @Nullable OffsetDateTime timestamp(JsonNode value) {
        if (!value.isString()) return null;
        try {
            return OffsetDateTime.parse(value.asString());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
