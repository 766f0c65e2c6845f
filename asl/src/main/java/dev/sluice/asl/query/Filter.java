package dev.sluice.asl.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The condition of a `[?(…)]` step.
sealed interface Filter {
    record And(Filter left, Filter right) implements Filter {}

    record Or(Filter left, Filter right) implements Filter {}

    record Not(Filter filter) implements Filter {}

    /// A path alone: whether it leads anywhere.
    record Exists(JsonPath path) implements Filter {}

    record Compare(Operand left, Operator operator, Operand right) implements Filter {}

    /// `path =~ /pattern/`: whether the whole text matches.
    record Matches(Operand left, Pattern pattern) implements Filter {}

    /// Either side of a comparison.
    sealed interface Operand {
        record Constant(JsonNode value) implements Operand {}

        record Path(JsonPath path) implements Operand {}

        /// Its value; null where a path leads nowhere.
        default @Nullable JsonNode value(JsonNode node, Walk walk) {
            return switch (this) {
                case Constant(var value) -> value;
                case Path(var path) -> path.inFilter(node, walk);
            };
        }

        default References references() {
            return switch (this) {
                case Constant c -> References.NONE;
                case Path(var path) -> path.references();
            };
        }
    }

    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        MORE(">"),
        IN("in"),
        NOT_IN("nin"),
        SUBSET_OF("subsetof"),
        ANY_OF("anyof"),
        NONE_OF("noneof"),
        SIZE("size"),
        EMPTY("empty"),
        CONTAINS("contains"),
        ALL("all");

        final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        boolean isWord() {
            return Character.isLetter(symbol.charAt(0));
        }
    }

    /// Whether a node passes.
    default boolean accepts(JsonNode node, Walk walk) {
        return switch (this) {
            case And(var left, var right) -> left.accepts(node, walk) && right.accepts(node, walk);
            case Or(var left, var right) -> left.accepts(node, walk) || right.accepts(node, walk);
            case Not(var filter) -> !filter.accepts(node, walk);
            case Exists(var path) -> path.inFilter(node, walk) != null;
            case Compare(var left, var operator, var right) ->
                compare(left.value(node, walk), operator, right.value(node, walk));
            case Matches(var left, var pattern) -> {
                JsonNode value = left.value(node, walk);
                yield value != null
                        && value.isString()
                        && pattern.matcher(walk.bounded(value.asString())).matches();
            }
        };
    }

    default References references() {
        return switch (this) {
            case And(var left, var right) -> References.union(List.of(left.references(), right.references()));
            case Or(var left, var right) -> References.union(List.of(left.references(), right.references()));
            case Not(var filter) -> filter.references();
            case Exists(var path) -> path.references();
            case Compare(var left, var operator, var right) ->
                References.union(List.of(left.references(), right.references()));
            case Matches(var left, var pattern) -> left.references();
        };
    }

    /// An absent value differs from everything and compares with nothing.
    private static boolean compare(@Nullable JsonNode left, Operator operator, @Nullable JsonNode right) {
        if (left == null || right == null) return operator == Operator.NOT_EQUAL;
        return switch (operator) {
            case EQUAL -> same(left, right);
            case NOT_EQUAL -> !same(left, right);
            case LESS, AT_MOST, MORE, AT_LEAST -> ordered(left, operator, right);
            case IN -> right.isArray() && holds(right, left);
            case NOT_IN -> right.isArray() && !holds(right, left);
            case SUBSET_OF -> left.isArray() && right.isArray() && holdsAll(right, left);
            case ALL -> left.isArray() && right.isArray() && holdsAll(left, right);
            case ANY_OF -> left.isArray() && right.isArray() && holdsAny(right, left);
            case NONE_OF -> left.isArray() && right.isArray() && !holdsAny(right, left);
            case SIZE -> right.isNumber() && size(left) == right.asInt();
            case EMPTY -> right.isBoolean() && size(left) >= 0 && (size(left) == 0) == right.asBoolean();
            case CONTAINS ->
                left.isString()
                        ? right.isString() && left.asString().contains(right.asString())
                        : left.isArray() && holds(left, right);
        };
    }

    /// As Jayway, and so AWS, has it: a number equals the text that spells it.
    static boolean same(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) return left.decimalValue().compareTo(right.decimalValue()) == 0;
        if (left.isNumber() && right.isString()) return spells(right.asString(), left);
        if (left.isString() && right.isNumber()) return spells(left.asString(), right);
        return left.equals(right);
    }

    private static boolean spells(String text, JsonNode number) {
        if (text.isEmpty() || text.length() > 40) return false;
        try {
            return new BigDecimal(text).compareTo(number.decimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean ordered(JsonNode left, Operator operator, JsonNode right) {
        int order;
        if (left.isNumber() && right.isNumber()) order = left.decimalValue().compareTo(right.decimalValue());
        else if (left.isString() && right.isString()) order = left.asString().compareTo(right.asString());
        else return false;
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean holds(JsonNode array, JsonNode wanted) {
        for (JsonNode element : array) if (same(element, wanted)) return true;
        return false;
    }

    private static boolean holdsAll(JsonNode array, JsonNode wanted) {
        for (JsonNode element : wanted) if (!holds(array, element)) return false;
        return true;
    }

    private static boolean holdsAny(JsonNode array, JsonNode wanted) {
        for (JsonNode element : wanted) if (holds(array, element)) return true;
        return false;
    }

    private static int size(JsonNode value) {
        if (value.isString()) return value.asString().length();
        return value.isArray() ? value.size() : -1;
    }
}
