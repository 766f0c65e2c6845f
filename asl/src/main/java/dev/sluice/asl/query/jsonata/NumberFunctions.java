package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Functions on numbers and on arrays of them.
final class NumberFunctions {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
    private static final Pattern PREFIXED = Pattern.compile("0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)");
    private static final int DIGITS_MAX = 400;

    private NumberFunctions() {}

    static void define() {
        Builtins.define("number", "<(nsb)-:n>", NumberFunctions::number);
        Builtins.define("abs", "<n-:n>", call -> mapped(call, Math::abs));
        Builtins.define("floor", "<n-:n>", call -> mapped(call, Math::floor));
        Builtins.define("ceil", "<n-:n>", call -> mapped(call, Math::ceil));
        Builtins.define("round", "<n-n?:n>", NumberFunctions::round);
        Builtins.define("sqrt", "<n-:n>", NumberFunctions::sqrt);
        Builtins.define("power", "<n-n:n>", NumberFunctions::power);
        Builtins.define("formatBase", "<n-n?:s>", NumberFunctions::formatBase);
        Builtins.define("sum", "<a<n>:n>", call -> folded(call, Double::sum));
        Builtins.define("max", "<a<n>:n>", call -> extreme(call, 1));
        Builtins.define("min", "<a<n>:n>", call -> extreme(call, -1));
        Builtins.define("average", "<a<n>:n>", NumberFunctions::average);
        Builtins.define("boolean", "<x-:b>", call -> truth(call, true));
        Builtins.define("not", "<x-:b>", call -> truth(call, false));
    }

    private static @Nullable JsonNode truth(Arguments call, boolean positive) {
        JsonNode value = call.get(0);
        return value == null ? null : Json.bool(Values.isTrue(value, call.meter()) == positive);
    }

    private static @Nullable JsonNode mapped(Arguments call, DoubleUnaryOperator change) {
        JsonNode value = call.get(0);
        if (value == null) return null;
        // Whole numbers too large for a floating-point number stay as they are.
        if (Values.isLong(value) && value.longValue() >= 0) return value;
        return Values.number(change.applyAsDouble(value.asDouble()));
    }

    private static @Nullable JsonNode number(Arguments call) {
        JsonNode value = call.get(0);
        if (value == null || value.isNumber()) return value;
        if (value.isBoolean()) return Json.number(value.asBoolean() ? 1 : 0);
        String text = value.asString();
        if (text.length() > DIGITS_MAX) throw JsonataError.of("D3030", value);
        if (PREFIXED.matcher(text).matches()) return Values.number(prefixed(text));
        Matcher decimal = DECIMAL.matcher(text);
        if (!decimal.matches()) throw JsonataError.of("D3030", value);
        boolean integer = decimal.group(1) == null && decimal.group(2) == null && text.length() < 19;
        if (integer) return Json.number(Long.parseLong(text));
        double parsed = Double.parseDouble(text);
        if (Double.isInfinite(parsed)) throw JsonataError.of("D3030", value);
        return Values.number(parsed);
    }

    private static double prefixed(String text) {
        int radix =
                switch (Character.toLowerCase(text.charAt(1))) {
                    case 'x' -> 16;
                    case 'o' -> 8;
                    default -> 2;
                };
        return new BigInteger(text.substring(2), radix).doubleValue();
    }

    private static @Nullable JsonNode round(Arguments call) {
        JsonNode value = call.get(0);
        if (value == null) return null;
        Double precision = call.number(1);
        int digits = precision == null ? 0 : (int) Math.clamp(precision, -DIGITS_MAX, DIGITS_MAX);
        if (Values.isLong(value) && digits >= 0) return value;
        BigDecimal exact = new BigDecimal(Double.toString(value.asDouble()));
        return Values.number(exact.setScale(digits, RoundingMode.HALF_EVEN).doubleValue());
    }

    private static @Nullable JsonNode sqrt(Arguments call) {
        JsonNode value = call.get(0);
        if (value == null) return null;
        if (value.asDouble() < 0) throw JsonataError.of("D3060", value);
        return Values.number(Math.sqrt(value.asDouble()));
    }

    private static @Nullable JsonNode power(Arguments call) {
        JsonNode base = call.get(0);
        JsonNode exponent = call.get(1);
        if (base == null || exponent == null) return null;
        double result = Math.pow(base.asDouble(), exponent.asDouble());
        if (!Double.isFinite(result)) throw JsonataError.of("D3061", base, exponent);
        return Values.number(result);
    }

    private static @Nullable JsonNode formatBase(Arguments call) {
        Double value = call.number(0);
        if (value == null) return null;
        Double wanted = call.number(1);
        double radix = wanted == null ? 10 : Math.rint(wanted);
        if (radix < 2 || radix > 36) throw JsonataError.of("D3100", Values.number(radix));
        BigInteger whole = new BigDecimal(Math.rint(value)).toBigInteger();
        return Json.text(whole.toString((int) radix).toLowerCase(Locale.ROOT));
    }

    private static @Nullable JsonNode folded(Arguments call, DoubleBinaryOperator fold) {
        ArrayNode numbers = call.array(0);
        if (numbers == null) return null;
        double result = 0;
        for (JsonNode number : numbers) {
            call.meter().step();
            result = fold.applyAsDouble(result, number.asDouble());
        }
        return Values.number(result);
    }

    private static @Nullable JsonNode extreme(Arguments call, int sign) {
        ArrayNode numbers = call.array(0);
        if (numbers == null || numbers.isEmpty()) return null;
        JsonNode best = numbers.get(0);
        for (JsonNode number : numbers) {
            call.meter().step();
            if (Values.compare(number, best) * sign > 0) best = number;
        }
        return best;
    }

    private static @Nullable JsonNode average(Arguments call) {
        ArrayNode numbers = call.array(0);
        if (numbers == null || numbers.isEmpty()) return null;
        JsonNode sum = folded(call, Double::sum);
        return sum == null ? null : Values.number(sum.asDouble() / numbers.size());
    }
}
