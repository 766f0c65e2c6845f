package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The operators whose both sides are values.
final class Operators {
    /// Elements `[a..b]` may have; JSONata's own limit.
    private static final long RANGE_MAX = 10_000_000;

    private Operators() {}

    static @Nullable JsonNode apply(String operator, @Nullable JsonNode left, @Nullable JsonNode right, Meter meter) {
        return switch (operator) {
            case "+", "-", "*", "/", "%" -> arithmetic(operator, left, right);
            case "=" -> Json.bool(left != null && right != null && Values.equal(left, right, meter));
            case "!=" -> Json.bool(left != null && right != null && !Values.equal(left, right, meter));
            case "<", "<=", ">", ">=" -> comparison(operator, left, right);
            case "&" -> concatenation(left, right, meter);
            case ".." -> range(left, right, meter);
            case "in" -> Json.bool(includes(left, right, meter));
            default -> throw JsonataError.of("S0204", operator);
        };
    }

    static @Nullable JsonNode negation(@Nullable JsonNode operand) {
        if (operand == null) return null;
        if (!operand.isNumber()) throw JsonataError.of("D1002", operand);
        return Values.negated(operand);
    }

    private static @Nullable JsonNode arithmetic(String operator, @Nullable JsonNode left, @Nullable JsonNode right) {
        if (left != null && !left.isNumber()) throw JsonataError.of("T2001", operator);
        if (right != null && !right.isNumber()) throw JsonataError.of("T2002", operator);
        if (left == null || right == null) return null;
        if (Values.isLong(left) && Values.isLong(right)) {
            JsonNode exact = exact(operator, left.longValue(), right.longValue());
            if (exact != null) return exact;
        }
        double a = left.asDouble();
        double b = right.asDouble();
        return Values.number(
                switch (operator) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / b;
                    default -> a % b;
                });
    }

    /// The result where it is an integer that fits; null where only a floating-point number will do.
    private static @Nullable JsonNode exact(String operator, long left, long right) {
        try {
            return switch (operator) {
                case "+" -> Json.number(Math.addExact(left, right));
                case "-" -> Json.number(Math.subtractExact(left, right));
                case "*" -> Json.number(Math.multiplyExact(left, right));
                default -> null;
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable JsonNode comparison(String operator, @Nullable JsonNode left, @Nullable JsonNode right) {
        if (!isComparable(left) || !isComparable(right)) throw JsonataError.of("T2010", operator);
        if (left == null || right == null) return null;
        if (left.isString() != right.isString()) throw JsonataError.of("T2009", left, right, operator);
        int order = left.isString() ? left.asString().compareTo(right.asString()) : Values.compare(left, right);
        return Json.bool(
                switch (operator) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                });
    }

    private static boolean isComparable(@Nullable JsonNode value) {
        return value == null || value.isString() || value.isNumber();
    }

    private static JsonNode concatenation(@Nullable JsonNode left, @Nullable JsonNode right, Meter meter) {
        String first = left == null ? "" : Text.of(left, meter);
        String second = right == null ? "" : Text.of(right, meter);
        meter.text((long) first.length() + second.length());
        return Json.text(first + second);
    }

    private static @Nullable JsonNode range(@Nullable JsonNode left, @Nullable JsonNode right, Meter meter) {
        if (left != null && !(left.isNumber() && Values.isWhole(left))) throw JsonataError.of("T2003");
        if (right != null && !(right.isNumber() && Values.isWhole(right))) throw JsonataError.of("T2004");
        if (left == null || right == null) return null;
        double size = right.asDouble() - left.asDouble() + 1;
        if (size <= 0) return null;
        if (size > RANGE_MAX) throw JsonataError.of("D2014", Values.number(size));
        long count = (long) size;
        meter.elements(count);
        meter.steps((int) count);
        Sequence range = Sequence.empty();
        long first = (long) left.asDouble();
        for (long i = 0; i < count; i++) range.add(first + i);
        return range;
    }

    private static boolean includes(@Nullable JsonNode left, @Nullable JsonNode right, Meter meter) {
        if (left == null || right == null || left.isContainer()) return false;
        for (JsonNode element : Values.each(right)) {
            meter.step();
            if (element != null && Values.equal(left, element, meter)) return true;
        }
        return false;
    }
}
