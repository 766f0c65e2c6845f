package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.JsonataExpression;
import dev.sluice.asl.query.ResultType;
import dev.sluice.asl.query.Scope;
import tools.jackson.databind.JsonNode;

/// A single value that a definition fixes or leaves to the input, such as `TimeoutSeconds` and `TimeoutSecondsPath`.
public sealed interface Quantity {
    /// The field as the definition spells it, for AWS's texts.
    String field();

    /// The value, which should be a number: an expression that gives anything else fails.
    default JsonNode evaluateNumber(Scope scope) {
        return evaluate(scope);
    }

    /// The value. @throws dev.sluice.asl.query.QueryFailure if there is none
    JsonNode evaluate(Scope scope);

    /// Fixed.
    record Constant(String field, JsonNode value) implements Quantity {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }
    }

    /// Found by a path.
    record ByPath(String field, JsonPath path) implements Quantity {
        @Override
        public JsonNode evaluate(Scope scope) {
            return path.read(scope);
        }
    }

    /// Computed.
    record ByJsonata(String field, JsonataExpression expression) implements Quantity {
        @Override
        public JsonNode evaluate(Scope scope) {
            return expression.evaluate(scope, field);
        }

        @Override
        public JsonNode evaluateNumber(Scope scope) {
            return expression.evaluate(scope, field, ResultType.NUMBER);
        }
    }
}
