package dev.sluice.tables.expression;

import dev.sluice.core.Refused;
import dev.sluice.tables.value.Numbers;
import dev.sluice.tables.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An UpdateExpression. Everything it reads it reads from the item as it was before.
public final class Update {
    private final List<Action> actions;

    private Update(List<Action> actions) {
        this.actions = actions;
    }

    /// Reads an UpdateExpression. @throws Refused with DynamoDB's text
    public static Update parse(String expression, Placeholders placeholders) {
        return new Update(new UpdateParser(new ExpressionReader(Kind.UPDATE, expression, placeholders)).parse());
    }

    /// Changes nothing.
    public static Update none() {
        return new Update(List.of());
    }

    /// What it changes, for `UPDATED_OLD` and `UPDATED_NEW`.
    public List<Path> paths() {
        return actions.stream().map(Action::path).toList();
    }

    /// The item after the update. @throws Refused with DynamoDB's text if it can't be applied to this item
    public Value.Document applyTo(Value.Document before) {
        Value.Document after = before;
        for (Action action : actions) {
            if (!(action instanceof Action.Remove)) after = apply(action, before, after);
        }
        // Elements are taken out from the back, so that each index means what it meant in the item as it was.
        List<Action> removals = actions.stream()
                .filter(Action.Remove.class::isInstance)
                .sorted(Comparator.comparing((Action action) -> action.path().steps(), Update::inOrder)
                        .reversed())
                .toList();
        for (Action removal : removals) after = apply(removal, before, after);
        return after;
    }

    private static int inOrder(List<Path.Step> one, List<Path.Step> two) {
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            boolean indexes = one.get(i) instanceof Path.Index && two.get(i) instanceof Path.Index;
            int order = indexes
                    ? Integer.compare(((Path.Index) one.get(i)).index(), ((Path.Index) two.get(i)).index())
                    : one.get(i).toString().compareTo(two.get(i).toString());
            if (order != 0) return order;
        }
        return Integer.compare(one.size(), two.size());
    }

    private static Value.Document apply(Action action, Value.Document before, Value.Document after) {
        return switch (action) {
            case Action.Put(Path path, Operand operand) -> Change.put(after, path, value(operand, before));
            case Action.Remove(Path path) -> Change.remove(after, path);
            case Action.Add(Path path, Value addend) -> Change.put(after, path, sum(path.in(before), addend));
            case Action.Delete(Path path, Value.Group group) -> {
                Value old = path.in(before);
                if (old == null) yield after;
                Value left = difference(old, group);
                yield left == null ? Change.remove(after, path) : Change.put(after, path, left);
            }
        };
    }

    private static Value value(Operand operand, Value.Document item) {
        return switch (operand) {
            case Operand.Given(Value value, var _) -> value;
            case Operand.At(Path path) -> {
                Value value = path.in(item);
                if (value == null)
                    throw invalid("The provided expression refers to an attribute that does not exist in the item");
                yield value;
            }
            case Operand.IfNotExists(Path path, Operand otherwise) -> {
                Value value = path.in(item);
                yield value == null ? value(otherwise, item) : value;
            }
            case Operand.ListAppend(Operand first, Operand second) -> {
                List<Value> all = new ArrayList<>(list(value(first, item)));
                all.addAll(list(value(second, item)));
                yield new Value.Sequence(all);
            }
            case Operand.Sum(Operand left, Operand right, boolean minus) -> {
                BigDecimal a = number(value(left, item));
                BigDecimal b = number(value(right, item));
                yield new Value.Num(Numbers.fit(minus ? a.subtract(b) : a.add(b)));
            }
            case Operand.Size _ -> throw new IllegalStateException("the parser lets size into conditions only");
        };
    }

    private static Value sum(@Nullable Value old, Value addend) {
        if (old == null) return addend;
        if (addend instanceof Value.Num(BigDecimal number))
            return new Value.Num(Numbers.fit(number(old).add(number)));
        if (addend instanceof Value.Group group
                && old instanceof Value.Group set
                && group.type().equals(set.type())) {
            TreeSet<Value.Scalar> members = new TreeSet<>(set.members());
            members.addAll(group.members());
            return new Value.Group(set.type(), members);
        }
        throw wrongType();
    }

    /// The set without some members; null if none are left, as there are no empty sets.
    private static @Nullable Value difference(Value old, Value.Group group) {
        if (!(old instanceof Value.Group set) || !set.type().equals(group.type())) throw wrongType();
        TreeSet<Value.Scalar> members = new TreeSet<>(set.members());
        members.removeAll(group.members());
        return members.isEmpty() ? null : new Value.Group(set.type(), members);
    }

    private static List<Value> list(Value value) {
        if (value instanceof Value.Sequence(List<Value> elements)) return elements;
        throw wrongType();
    }

    private static BigDecimal number(Value value) {
        if (value instanceof Value.Num(BigDecimal number)) return number;
        throw wrongType();
    }

    private static Refused wrongType() {
        return invalid("An operand in the update expression has an incorrect data type");
    }

    private static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }
}
