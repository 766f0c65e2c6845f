package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The grammar of updates: each of SET, REMOVE, ADD and DELETE at most once, in any order.
///
/// @see <a
// href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">Update
// expressions</a>
final class UpdateParser {
    private static final Set<String> SECTIONS = Set.of("SET", "REMOVE", "ADD", "DELETE");
    private static final Set<String> CONDITION_FUNCTIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size");

    private final ExpressionReader reader;
    private final OperandChecks checks;
    private final List<Action> actions = new ArrayList<>();

    UpdateParser(ExpressionReader reader) {
        this.reader = reader;
        this.checks = new OperandChecks(reader.kind());
    }

    List<Action> parse() {
        Set<String> seen = new HashSet<>();
        while (reader.peek().kind() != Token.Kind.END) {
            String section = reader.peek().text().toUpperCase(Locale.ROOT);
            if (!SECTIONS.contains(section)) throw reader.syntaxError();
            reader.next();
            if (!seen.add(section))
                throw reader.invalid("The \"" + section + "\" section can only be used once in an update expression;");
            do {
                actions.add(action(section));
            } while (reader.take(","));
        }
        Overlaps.refuse(Kind.UPDATE, actions.stream().map(Action::path).toList());
        return actions;
    }

    private Action action(String section) {
        reader.countOperator();
        Path path = reader.path();
        return switch (section) {
            case "SET" -> {
                reader.expect("=");
                yield new Action.Put(path, sum());
            }
            case "REMOVE" -> new Action.Remove(path);
            case "ADD" -> new Action.Add(path, addend(reader.value().value()));
            case "DELETE" -> {
                Value value = reader.value().value();
                if (value instanceof Value.Group group) yield new Action.Delete(path, group);
                throw wrongType("DELETE", value, "ALLOWED_FOR_DELETE_OPERAND");
            }
            default -> throw new IllegalArgumentException(section);
        };
    }

    private Value addend(Value value) {
        if (value instanceof Value.Num || value instanceof Value.Group) return value;
        throw wrongType("ADD", value, "ALLOWED_FOR_ADD_OPERAND");
    }

    private dev.sluice.core.Refused wrongType(String operator, Value value, String types) {
        String type =
                switch (value) {
                    case Value.Text _ -> "STRING";
                    case Value.Num _ -> "NUMBER";
                    case Value.Blob _ -> "BINARY";
                    case Value.Bool _ -> "BOOLEAN";
                    case Value.Nil _ -> "NULL";
                    case Value.Sequence _ -> "LIST";
                    case Value.Document _ -> "MAP";
                    case Value.Group group -> group.type();
                };
        return reader.invalid("Incorrect operand type for operator or function; operator: " + operator
                + ", operand type: " + type + ", typeSet: " + types);
    }

    private Operand sum() {
        Operand left = operand();
        String sign = reader.peek().text();
        if (!sign.equals("+") && !sign.equals("-")) return left;
        reader.next();
        reader.countOperator();
        Operand right = operand();
        requireNumber(sign, left);
        requireNumber(sign, right);
        return new Operand.Sum(left, right, sign.equals("-"));
    }

    private void requireNumber(String sign, Operand operand) {
        Value value = ConditionParser.known(operand);
        if (value != null && !(value instanceof Value.Num)) throw checks.wrongType(sign, value.type());
        if (operand instanceof Operand.ListAppend) throw checks.wrongType(sign, "L");
    }

    private Operand operand() {
        Token token = reader.peek();
        if (reader.take("(")) {
            reader.countOperator();
            if (reader.peek().is("(")) throw reader.invalid("The expression has redundant parentheses;");
            Operand inner = sum();
            reader.expect(")");
            return inner;
        }
        if (token.kind() == Token.Kind.NAME && reader.peekSecond().is("(")) return function();
        if (token.kind() == Token.Kind.VALUE_REFERENCE) return reader.value();
        return new Operand.At(reader.path());
    }

    private Operand function() {
        String name = reader.next().text();
        reader.countOperator();
        if (CONDITION_FUNCTIONS.contains(name))
            throw reader.invalid("The function is not allowed in an update expression; function: " + name);
        if (!name.equals("if_not_exists") && !name.equals("list_append"))
            throw reader.invalid("Invalid function name; function: " + name);
        reader.expect("(");
        List<Operand> arguments = new ArrayList<>();
        do {
            arguments.add(operand());
        } while (reader.take(","));
        reader.expect(")");
        checks.count(name, arguments, 2);
        if (name.equals("if_not_exists"))
            return new Operand.IfNotExists(checks.path(name, arguments.getFirst()), arguments.getLast());
        for (Operand argument : arguments) {
            Value value = ConditionParser.known(argument);
            if (value != null && !(value instanceof Value.Sequence)) throw checks.wrongType(name, value.type());
        }
        return new Operand.ListAppend(arguments.getFirst(), arguments.getLast());
    }
}
