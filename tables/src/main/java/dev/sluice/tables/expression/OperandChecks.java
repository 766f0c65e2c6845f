package dev.sluice.tables.expression;

import dev.sluice.core.Json;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.util.List;
import java.util.Set;

/// What can be said against an operator's operands before any item is seen.
final class OperandChecks {
    private static final Set<String> TYPES = Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

    private final Kind kind;

    OperandChecks(Kind kind) {
        this.kind = kind;
    }

    void compare(String operator, Operand left, Operand right) {
        distinct(operator, left, right);
        if (operator.equals("=") || operator.equals("<>")) return;
        ordered(operator, left);
        ordered(operator, right);
    }

    void between(Operand operand, Operand low, Operand high) {
        ordered("BETWEEN", operand);
        ordered("BETWEEN", low);
        ordered("BETWEEN", high);
        if (!(low instanceof Operand.Given(Value.Scalar from, var _))) return;
        if (!(high instanceof Operand.Given(Value.Scalar to, var _))) return;
        String bounds = "; lower bound operand: AttributeValue: " + told(from)
                + ", upper bound operand: AttributeValue: " + told(to);
        if (!from.type().equals(to.type()))
            throw kind.invalid("The BETWEEN operator requires same data type for lower and upper bounds" + bounds);
        if (from.compareTo(to) > 0)
            throw kind.invalid(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound" + bounds);
    }

    void distinct(String operator, Operand left, Operand right) {
        if (left instanceof Operand.At(Path path) && left.equals(right))
            throw kind.invalid("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + operator + ", first operand: " + path);
    }

    void count(String function, List<Operand> arguments, int wanted) {
        if (arguments.size() != wanted)
            throw kind.invalid("Incorrect number of operands for operator or function; operator or function: "
                    + function + ", number of operands: " + arguments.size());
    }

    Path path(String function, Operand operand) {
        if (operand instanceof Operand.At(Path path)) return path;
        throw kind.invalid("Operator or function requires a document path; operator or function: " + function);
    }

    Operand size(Operand operand) {
        if (operand instanceof Operand.Given(Value value, var _)
                && (value instanceof Value.Num || value instanceof Value.Bool || value instanceof Value.Nil))
            throw wrongType("size", value.type());
        return new Operand.Size(operand);
    }

    String typeName(Operand operand) {
        if (!(operand instanceof Operand.Given(Value value, var _)))
            throw kind.invalid("Incorrect operand type for operator or function; operator or function: attribute_type,"
                    + " operand type: document path");
        if (!(value instanceof Value.Text(String type))) throw wrongType("attribute_type", value.type());
        if (!TYPES.contains(type))
            throw kind.invalid("Invalid attribute type name found; type: " + type
                    + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        return type;
    }

    void prefix(Operand operand, Operand prefix) {
        for (Operand each : List.of(operand, prefix)) {
            Value value = ConditionParser.known(each);
            if (value != null && !(value instanceof Value.Text) && !(value instanceof Value.Blob))
                throw wrongType("begins_with", value.type());
        }
        distinct("begins_with", operand, prefix);
    }

    private void ordered(String operator, Operand operand) {
        Value value = ConditionParser.known(operand);
        if (value != null && !(value instanceof Value.Scalar))
            throw kind.invalid("Incorrect operand type for operator or function; operator: " + operator
                    + ", operand type: " + value.type());
    }

    dev.sluice.core.Refused wrongType(String function, String type) {
        return kind.invalid("Incorrect operand type for operator or function; operator or function: " + function
                + ", operand type: " + type);
    }

    /// `{S:a}`: DynamoDB's way of writing a value in a message.
    private static String told(Value.Scalar value) {
        var json = ValueJson.write(value).get(value.type());
        return "{" + value.type() + ":" + (json.isString() ? json.asString() : Json.write(json)) + "}";
    }
}
