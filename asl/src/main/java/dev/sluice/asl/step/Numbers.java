package dev.sluice.asl.step;

import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.Scope;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// Numbers that a definition leaves to the input.
final class Numbers {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /// A whole number. @throws QueryFailure if it isn't one
    static long integer(Quantity quantity, Scope scope) {
        JsonNode value = quantity.evaluateNumber(scope);
        if (!value.isNumber() || !whole(value)) throw invalid(quantity, value, "integer");
        return value.decimalValue().longValue();
    }

    /// A number with decimals. @throws QueryFailure if it isn't one
    static double decimal(Quantity quantity, Scope scope) {
        JsonNode value = quantity.evaluateNumber(scope);
        if (!value.isNumber()) throw invalid(quantity, value, "float");
        return value.doubleValue();
    }

    private static boolean whole(JsonNode value) {
        BigDecimal decimal = value.decimalValue();
        return decimal.abs().compareTo(LARGEST) <= 0
                && decimal.stripTrailingZeros().scale() <= 0;
    }

    private static QueryFailure invalid(Quantity quantity, JsonNode value, String type) {
        String found = value.isString() ? value.asString() : value.toString();
        String source = quantity instanceof Quantity.ByPath byPath
                ? ": " + byPath.path().text()
                : "";
        String cause = "The " + quantity.field() + " field refers to value \"" + found + "\" which is not a valid "
                + type + source;
        boolean expression = quantity instanceof Quantity.ByJsonata;
        return expression
                ? QueryFailure.inField(quantity.field(), cause)
                : new QueryFailure(QueryFailure.RUNTIME, cause, null);
    }
}
