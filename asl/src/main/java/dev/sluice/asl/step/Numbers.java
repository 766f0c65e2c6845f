package dev.sluice.asl.step;

import dev.sluice.asl.model.Quantity;
import dev.sluice.asl.query.QueryFailure;
import dev.sluice.asl.query.Scope;
import dev.sluice.core.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Numbers that a definition leaves to the input.
final class Numbers {
    private static final int DIGITS_MAX = 40;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /// A whole number; a text that spells one will do. @throws QueryFailure if it isn't one
    static long integer(Quantity quantity, Scope scope) {
        JsonNode value = quantity.evaluateNumber(scope);
        BigDecimal number = number(value);
        if (number == null || !whole(number)) throw invalid(quantity, value, "integer");
        return number.longValue();
    }

    /// A whole number of 0 or more. @throws QueryFailure if it isn't one
    static long natural(Quantity quantity, Scope scope) {
        long number = integer(quantity, scope);
        if (number < 0) throw invalid(quantity, Json.number(number), "integer");
        return number;
    }

    /// A number with decimals; a text that spells one will do. @throws QueryFailure if it isn't one
    static double decimal(Quantity quantity, Scope scope) {
        JsonNode value = quantity.evaluateNumber(scope);
        BigDecimal number = number(value);
        if (number == null) throw invalid(quantity, value, "float");
        return number.doubleValue();
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) return value.decimalValue();
        String text = value.isString() ? value.asString() : "";
        if (text.isEmpty() || text.length() > DIGITS_MAX) return null;
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static boolean whole(BigDecimal number) {
        return number.abs().compareTo(LARGEST) <= 0
                && number.stripTrailingZeros().scale() <= 0;
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
