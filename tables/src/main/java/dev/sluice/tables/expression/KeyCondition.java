package dev.sluice.tables.expression;

import dev.sluice.core.Refused;
import dev.sluice.tables.value.KeyBytes;
import dev.sluice.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which keys a Query wants: one partition and, of it, a range of sort keys.
///
/// @param low the least sort key's bytes
/// @param high what is greater than all wanted sort keys' bytes; null for no bound
public record KeyCondition(Value.Scalar partition, byte[] low, byte @Nullable [] high) {
    /// A key attribute as a table or index declares it.
    ///
    /// @param type `S`, `N` or `B`
    public record KeyAttribute(String name, String type) {}

    /// Reads a KeyConditionExpression for a table's or index's key.
    ///
    /// @throws Refused with DynamoDB's text
    public static KeyCondition parse(
            String expression, Placeholders placeholders, KeyAttribute partition, @Nullable KeyAttribute sort) {
        Condition condition = Condition.parse(Kind.KEY_CONDITION, expression, placeholders);
        List<Condition> parts = new ArrayList<>();
        flatten(condition, parts);
        Value.Scalar wanted = null;
        Bounds bounds = null;
        for (Condition part : parts) {
            String name = attribute(part).attribute();
            if (name.equals(partition.name())) {
                if (wanted != null) throw oneEach();
                wanted = equalTo(part, partition);
            } else if (sort != null && name.equals(sort.name())) {
                if (bounds != null) throw oneEach();
                bounds = bounds(part, sort);
            } else {
                throw missed(wanted == null ? partition : sort);
            }
        }
        if (wanted == null) throw missed(partition);
        return bounds == null
                ? new KeyCondition(wanted, new byte[0], null)
                : new KeyCondition(wanted, bounds.low, bounds.high);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Bounds(byte[] low, byte @Nullable [] high) {}

    private static void flatten(Condition condition, List<Condition> parts) {
        switch (condition) {
            case Condition.And(Condition left, Condition right) -> {
                flatten(left, parts);
                flatten(right, parts);
            }
            case Condition.Or _ -> throw operator("OR");
            case Condition.Not _ -> throw operator("NOT");
            case Condition.In _ -> throw operator("IN");
            case Condition.Exists(var _, boolean wanted) ->
                throw operator(wanted ? "attribute_exists" : "attribute_not_exists");
            case Condition.HasType _ -> throw operator("attribute_type");
            case Condition.Contains _ -> throw operator("contains");
            case Condition.Compare(String operator, var _, var _) when operator.equals("<>") -> throw operator("<>");
            case Condition.Compare _, Condition.Between _, Condition.BeginsWith _ -> parts.add(condition);
        }
    }

    private static Path attribute(Condition part) {
        Operand operand =
                switch (part) {
                    case Condition.Compare(var _, Operand.Given _, Operand right) -> right;
                    case Condition.Compare(var _, Operand left, var _) -> left;
                    case Condition.Between(Operand between, var _, var _) -> between;
                    case Condition.BeginsWith(Operand begun, var _) -> begun;
                    default -> throw unsupported();
                };
        if (operand instanceof Operand.Size) throw operator("size");
        if (!(operand instanceof Operand.At(Path path))) throw unsupported();
        if (!path.topLevel())
            throw Kind.KEY_CONDITION.invalid("KeyConditionExpressions cannot have conditions on nested attributes");
        return path;
    }

    private static Value.Scalar equalTo(Condition part, KeyAttribute key) {
        if (part instanceof Condition.Compare(String operator, Operand left, Operand right) && operator.equals("="))
            return key(left instanceof Operand.Given ? left : right, key);
        throw unsupported();
    }

    private static Bounds bounds(Condition part, KeyAttribute key) {
        return switch (part) {
            case Condition.Compare(String operator, Operand left, Operand right) -> {
                boolean reversed = left instanceof Operand.Given;
                byte[] bytes = KeyBytes.sort(key(reversed ? left : right, key));
                yield compared(reversed ? turned(operator) : operator, bytes);
            }
            case Condition.Between(var _, Operand low, Operand high) ->
                new Bounds(KeyBytes.sort(key(low, key)), KeyBytes.after(KeyBytes.sort(key(high, key))));
            case Condition.BeginsWith(var _, Operand prefix) -> {
                if (key.type().equals("N")) throw operandType("begins_with", "N");
                byte[] bytes = KeyBytes.sort(key(prefix, key));
                yield new Bounds(bytes, KeyBytes.afterPrefix(bytes));
            }
            default -> throw unsupported();
        };
    }

    private static Bounds compared(String operator, byte[] bytes) {
        return switch (operator) {
            case "=" -> new Bounds(bytes, KeyBytes.after(bytes));
            case "<" -> new Bounds(new byte[0], bytes);
            case "<=" -> new Bounds(new byte[0], KeyBytes.after(bytes));
            case ">" -> new Bounds(KeyBytes.after(bytes), null);
            case ">=" -> new Bounds(bytes, null);
            default -> throw operator(operator);
        };
    }

    private static String turned(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private static Value.Scalar key(Operand operand, KeyAttribute key) {
        if (!(operand instanceof Operand.Given(Value value, var _))) throw unsupported();
        if (value instanceof Value.Scalar scalar && scalar.type().equals(key.type()))
            return requireContent(scalar, key);
        throw new Refused(
                "ValidationException",
                "One or more parameter values were invalid: Condition parameter type does not match schema type");
    }

    private static Value.Scalar requireContent(Value.Scalar scalar, KeyAttribute key) {
        boolean text = scalar instanceof Value.Text;
        if (KeyBytes.sort(scalar).length == 0)
            throw new Refused(
                    "ValidationException",
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain"
                            + " an empty " + (text ? "string" : "binary") + " value. Key: " + key.name());
        return scalar;
    }

    private static Refused operandType(String function, String type) {
        return Kind.KEY_CONDITION.invalid("Incorrect operand type for operator or function; operator or function: "
                + function + ", operand type: " + type);
    }

    private static Refused operator(String operator) {
        return Kind.KEY_CONDITION.invalid("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static Refused oneEach() {
        return Kind.KEY_CONDITION.invalid("KeyConditionExpressions must only contain one condition per key");
    }

    private static Refused unsupported() {
        return new Refused("ValidationException", "Query key condition not supported");
    }

    private static Refused missed(@Nullable KeyAttribute key) {
        if (key == null) return unsupported();
        return new Refused("ValidationException", "Query condition missed key schema element: " + key.name());
    }
}
