package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;

/// What a comparison compares and a SET assigns.
sealed interface Operand extends Term {
    /// The value at a path of the item.
    record At(Path path) implements Operand {}

    /// A value of the request. @param reference its placeholder
    record Given(Value value, String reference) implements Operand {}

    /// How long, how large or how many.
    record Size(Operand of) implements Operand {}

    /// The value at a path or, where there is none, another. Only in updates.
    record IfNotExists(Path path, Operand otherwise) implements Operand {}

    /// Two lists as one. Only in updates.
    record ListAppend(Operand first, Operand second) implements Operand {}

    /// A sum or, if `minus`, a difference. Only in updates.
    record Sum(Operand left, Operand right, boolean minus) implements Operand {}

    /// Whether it reads this top-level attribute or within it.
    default boolean mentions(String attribute) {
        return switch (this) {
            case At(Path path) -> path.attribute().equals(attribute);
            case Given _ -> false;
            case Size(Operand of) -> of.mentions(attribute);
            case IfNotExists(Path path, Operand otherwise) ->
                path.attribute().equals(attribute) || otherwise.mentions(attribute);
            case ListAppend(Operand first, Operand second) -> first.mentions(attribute) || second.mentions(attribute);
            case Sum(Operand left, Operand right, var _) -> left.mentions(attribute) || right.mentions(attribute);
        };
    }
}
