package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;
import java.util.List;

/// A condition, checked as far as it can be without an item.
public sealed interface Condition extends Term {
    /// Both hold.
    record And(Condition left, Condition right) implements Condition {}

    /// One holds.
    record Or(Condition left, Condition right) implements Condition {}

    /// It doesn't hold.
    record Not(Condition condition) implements Condition {}

    /// A comparison. @param operator one of `= <> < <= > >=`
    record Compare(String operator, Operand left, Operand right) implements Condition {}

    /// Between two bounds, both included.
    record Between(Operand operand, Operand low, Operand high) implements Condition {}

    /// Equal to one of them.
    record In(Operand operand, List<Operand> choices) implements Condition {}

    /// There is a value, or there is none.
    record Exists(Path path, boolean wanted) implements Condition {}

    /// The value there has this type, such as `SS`.
    record HasType(Path path, String type) implements Condition {}

    /// A text or binary begins so.
    record BeginsWith(Operand operand, Operand prefix) implements Condition {}

    /// A text has this part, a set this member, a list this element.
    record Contains(Operand operand, Operand part) implements Condition {}

    /// Reads a ConditionExpression or FilterExpression.
    ///
    /// @throws dev.sluice.core.Refused with DynamoDB's text
    static Condition parse(Kind kind, String expression, Placeholders placeholders) {
        return new ConditionParser(new ExpressionReader(kind, expression, placeholders)).parse();
    }

    /// Whether it holds for an item; an item that isn't there is an empty one.
    default boolean holds(Value.Document item) {
        return Evaluation.holds(this, item);
    }

    /// Whether it looks at this top-level attribute or into it.
    default boolean mentions(String attribute) {
        return switch (this) {
            case And(Condition left, Condition right) -> left.mentions(attribute) || right.mentions(attribute);
            case Or(Condition left, Condition right) -> left.mentions(attribute) || right.mentions(attribute);
            case Not(Condition condition) -> condition.mentions(attribute);
            case Compare(var _, Operand left, Operand right) -> left.mentions(attribute) || right.mentions(attribute);
            case Between(Operand operand, Operand low, Operand high) ->
                operand.mentions(attribute) || low.mentions(attribute) || high.mentions(attribute);
            case In(Operand operand, List<Operand> choices) ->
                operand.mentions(attribute) || choices.stream().anyMatch(choice -> choice.mentions(attribute));
            case Exists(Path path, var _) -> path.attribute().equals(attribute);
            case HasType(Path path, var _) -> path.attribute().equals(attribute);
            case BeginsWith(Operand operand, Operand prefix) ->
                operand.mentions(attribute) || prefix.mentions(attribute);
            case Contains(Operand operand, Operand part) -> operand.mentions(attribute) || part.mentions(attribute);
        };
    }
}
