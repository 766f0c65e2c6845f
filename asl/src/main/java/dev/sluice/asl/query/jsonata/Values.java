package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DoubleNode;

/// What JSONata says of values: numbers, truth, equality.
final class Values {
    private Values() {}

    /// A number as JSON writes it: 1, not 1.0. @throws JsonataError D1001 for infinities and what is no number
    static JsonNode number(double value) {
        if (!Double.isFinite(value)) throw JsonataError.of("D1001", value);
        if (value == Math.rint(value) && Math.abs(value) < 1e18) return Json.number((long) value);
        // Up to there JavaScript, and so JSONata, writes whole numbers without an exponent.
        boolean writtenWhole = value == Math.rint(value) && Math.abs(value) < 1e21;
        return writtenWhole
                ? BigIntegerNode.valueOf(new BigDecimal(Double.toString(value)).toBigInteger())
                : DoubleNode.valueOf(value);
    }

    static JsonNode negated(JsonNode number) {
        if (isLong(number) && number.longValue() != Long.MIN_VALUE) return Json.number(-number.longValue());
        return number(-number.asDouble());
    }

    static boolean isLong(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() || number.asDouble() == Math.rint(number.asDouble());
    }

    static int compare(JsonNode left, JsonNode right) {
        if (isLong(left) && isLong(right)) return Long.compare(left.longValue(), right.longValue());
        return Double.compare(left.asDouble() + 0.0, right.asDouble() + 0.0);
    }

    /// Whether a value counts as true; undefined doesn't.
    static boolean isTrue(@Nullable JsonNode value, Meter meter) {
        meter.step();
        return switch (value) {
            case null -> false;
            case Fn fn -> false;
            case ArrayNode array -> {
                for (JsonNode element : array) if (isTrue(element, meter)) yield true;
                yield false;
            }
            default -> isTrueScalar(value);
        };
    }

    private static boolean isTrueScalar(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> !value.asString().isEmpty();
            case NUMBER -> value.asDouble() != 0;
            case BOOLEAN -> value.asBoolean();
            case OBJECT -> !value.isEmpty();
            default -> false;
        };
    }

    /// Whether two values are the same through and through.
    static boolean equal(JsonNode left, JsonNode right, Meter meter) {
        meter.step();
        if (left.isNumber() && right.isNumber()) return compare(left, right) == 0;
        if (left instanceof Fn || right instanceof Fn || !left.isContainer()) return left.equals(right);
        if (left.getNodeType() != right.getNodeType() || left.size() != right.size()) return false;
        if (left.isArray()) {
            for (int i = 0; i < left.size(); i++) if (!equal(left.get(i), right.get(i), meter)) return false;
            return true;
        }
        for (var member : left.properties()) {
            JsonNode other = right.get(member.getKey());
            if (other == null || !equal(member.getValue(), other, meter)) return false;
        }
        return true;
    }

    /// The elements of an array, or the value alone, be it undefined.
    static List<@Nullable JsonNode> each(@Nullable JsonNode value) {
        return value instanceof ArrayNode array ? elements(array) : Collections.singletonList(value);
    }

    static List<@Nullable JsonNode> elements(ArrayNode array) {
        return new AbstractList<>() {
            @Override
            public JsonNode get(int index) {
                return array.get(index);
            }

            @Override
            public int size() {
                return array.size();
            }
        };
    }

    /// One array of both; undefined adds nothing.
    static @Nullable JsonNode append(@Nullable JsonNode left, @Nullable JsonNode right, Meter meter) {
        if (left == null) return right;
        if (right == null) return left;
        ArrayNode all = Sequence.array();
        int size = left.size() + right.size();
        meter.elements(size + 2L);
        meter.steps(size);
        addAll(all, left);
        addAll(all, right);
        return all;
    }

    private static void addAll(ArrayNode all, JsonNode value) {
        if (value instanceof ArrayNode array) all.addAll(array);
        else all.add(value);
    }

    /// A number as JavaScript writes it.
    static String written(JsonNode number) {
        if (number.isIntegralNumber()) return number.asString();
        double value = number.asDouble();
        if (value == 0) return "0";
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) return decimal.toPlainString();
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }
}
