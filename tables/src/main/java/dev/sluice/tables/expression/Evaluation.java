package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conditions against an item. A missing value makes every comparison false but `<>`.
final class Evaluation {
    private Evaluation() {}

    static boolean holds(Condition condition, Value.Document item) {
        return switch (condition) {
            case Condition.And(Condition left, Condition right) -> holds(left, item) && holds(right, item);
            case Condition.Or(Condition left, Condition right) -> holds(left, item) || holds(right, item);
            case Condition.Not(Condition inner) -> !holds(inner, item);
            case Condition.Compare(String operator, Operand left, Operand right) ->
                compare(operator, value(left, item), value(right, item));
            case Condition.Between(Operand operand, Operand low, Operand high) -> {
                Value value = value(operand, item);
                yield compare(">=", value, value(low, item)) && compare("<=", value, value(high, item));
            }
            case Condition.In(Operand operand, List<Operand> choices) -> {
                Value value = value(operand, item);
                yield choices.stream().anyMatch(choice -> compare("=", value, value(choice, item)));
            }
            case Condition.Exists(Path path, boolean wanted) -> (path.in(item) != null) == wanted;
            case Condition.HasType(Path path, String type) -> {
                Value value = path.in(item);
                yield value != null && value.type().equals(type);
            }
            case Condition.BeginsWith(Operand operand, Operand prefix) ->
                beginsWith(value(operand, item), value(prefix, item));
            case Condition.Contains(Operand operand, Operand part) -> contains(value(operand, item), value(part, item));
        };
    }

    private static @Nullable Value value(Operand operand, Value.Document item) {
        return switch (operand) {
            case Operand.At(Path path) -> path.in(item);
            case Operand.Given(Value value, var _) -> value;
            case Operand.Size(Operand of) -> size(value(of, item));
            case Operand.IfNotExists _, Operand.ListAppend _, Operand.Sum _ ->
                throw new IllegalStateException("the parser lets this into updates only: " + operand);
        };
    }

    private static boolean compare(String operator, @Nullable Value left, @Nullable Value right) {
        if (operator.equals("<>")) return left == null || !left.equals(right);
        if (left == null || right == null) return false;
        if (operator.equals("=")) return left.equals(right);
        if (!(left instanceof Value.Scalar a) || !(right instanceof Value.Scalar b)) return false;
        if (!a.type().equals(b.type())) return false;
        int order = a.compareTo(b);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static @Nullable Value size(@Nullable Value value) {
        int size =
                switch (value) {
                    case Value.Text(String text) -> text.length();
                    case Value.Blob(byte[] bytes) -> bytes.length;
                    case Value.Sequence(List<Value> elements) -> elements.size();
                    case Value.Document document -> document.attributes().size();
                    case Value.Group(var _, var members) -> members.size();
                    case Value.Num _, Value.Bool _, Value.Nil _ -> -1;
                    case null -> -1;
                };
        return size < 0 ? null : new Value.Num(BigDecimal.valueOf(size));
    }

    private static boolean beginsWith(@Nullable Value value, @Nullable Value prefix) {
        if (value instanceof Value.Text(String text) && prefix instanceof Value.Text(String start))
            return text.startsWith(start);
        return value instanceof Value.Blob(byte[] bytes)
                && prefix instanceof Value.Blob(byte[] start)
                && bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static boolean contains(@Nullable Value value, @Nullable Value part) {
        if (part == null) return false;
        return switch (value) {
            case Value.Text(String text) -> part instanceof Value.Text(String piece) && text.contains(piece);
            case Value.Blob(byte[] bytes) ->
                part instanceof Value.Blob(byte[] piece) && latin(bytes).contains(latin(piece));
            case Value.Sequence(List<Value> elements) -> elements.contains(part);
            case Value.Group(var _, var members) ->
                part instanceof Value.Scalar scalar && members.stream().anyMatch(scalar::equals);
            case Value.Num _, Value.Bool _, Value.Nil _, Value.Document _ -> false;
            case null -> false;
        };
    }

    /// One char a byte, so that binaries are searched as texts are.
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
