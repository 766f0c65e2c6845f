package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Recursive descent over the grammar of conditions. OR binds least, then AND, then NOT, then comparisons.
///
/// @see <a
// href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Operators and functions</a>
final class ConditionParser {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> CONDITIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");
    private static final Set<String> UPDATE_FUNCTIONS = Set.of("if_not_exists", "list_append");
    private static final int CHOICES_MAX = 100;

    private final ExpressionReader reader;
    private final OperandChecks checks;

    ConditionParser(ExpressionReader reader) {
        this.reader = reader;
        this.checks = new OperandChecks(reader.kind());
    }

    Condition parse() {
        Condition condition = condition(or());
        reader.expectEnd();
        return condition;
    }

    private Condition condition(Term term) {
        if (term instanceof Condition condition) return condition;
        if (term instanceof Operand.Size)
            throw reader.invalid("The function is not allowed to be used this way in an expression; function: size");
        throw reader.syntaxError();
    }

    private Term or() {
        Term left = and();
        while (reader.peek().is("OR")) {
            Condition first = condition(left);
            reader.next();
            reader.countOperator();
            left = new Condition.Or(first, condition(and()));
        }
        return left;
    }

    private Term and() {
        Term left = not();
        while (reader.peek().is("AND")) {
            Condition first = condition(left);
            reader.next();
            reader.countOperator();
            left = new Condition.And(first, condition(not()));
        }
        return left;
    }

    private Term not() {
        if (!reader.peek().is("NOT")) return primary();
        reader.next();
        reader.countOperator();
        return new Condition.Not(condition(not()));
    }

    private Term primary() {
        if (!reader.peek().is("(")) return comparison(operandOrFunction());
        Term inner = parenthesised();
        return inner instanceof Operand operand ? comparison(operand) : inner;
    }

    private Term parenthesised() {
        reader.expect("(");
        reader.countOperator();
        boolean nested = reader.peek().is("(");
        Term inner;
        if (nested) {
            // Only `((x))` is redundant; `((x) AND y)` isn't: look at what follows the inner parentheses.
            inner = afterInnerParentheses();
        } else {
            inner = or();
        }
        reader.expect(")");
        return inner;
    }

    private Term afterInnerParentheses() {
        Term first = parenthesised();
        if (reader.peek().is(")")) throw reader.invalid("The expression has redundant parentheses;");
        Term left = first instanceof Operand operand ? comparison(operand) : first;
        return continued(left);
    }

    /// The rest of an OR whose first primary has been read.
    private Term continued(Term first) {
        Term left = first;
        while (reader.peek().is("AND")) {
            Condition before = condition(left);
            reader.next();
            reader.countOperator();
            left = new Condition.And(before, condition(not()));
        }
        while (reader.peek().is("OR")) {
            Condition before = condition(left);
            reader.next();
            reader.countOperator();
            left = new Condition.Or(before, condition(and()));
        }
        return left;
    }

    /// A comparison if an operator follows; else what was read.
    private Term comparison(Term left) {
        String operator = reader.peek().text();
        boolean compares = COMPARATORS.contains(operator);
        if (!compares && !reader.peek().is("BETWEEN") && !reader.peek().is("IN")) return left;
        if (!(left instanceof Operand operand)) throw functionAsOperand(left);
        reader.next();
        reader.countOperator();
        if (!compares) return operator.equalsIgnoreCase("IN") ? in(operand) : between(operand);
        Operand right = operand();
        checks.compare(operator, operand, right);
        return new Condition.Compare(operator, operand, right);
    }

    private Condition between(Operand operand) {
        Operand low = operand();
        reader.expect("AND");
        Operand high = operand();
        checks.between(operand, low, high);
        return new Condition.Between(operand, low, high);
    }

    private Condition in(Operand operand) {
        reader.expect("(");
        List<Operand> choices = new ArrayList<>();
        do {
            choices.add(operand());
        } while (reader.take(","));
        reader.expect(")");
        if (choices.size() > CHOICES_MAX)
            throw reader.invalid(
                    "The IN operator is provided with too many operands; number of operands: " + choices.size());
        return new Condition.In(operand, choices);
    }

    private Operand operand() {
        if (reader.peek().is("(")) {
            Term inner = parenthesised();
            if (inner instanceof Operand operand) return operand;
            throw reader.syntaxError();
        }
        Term term = operandOrFunction();
        if (term instanceof Operand operand) return operand;
        throw functionAsOperand(term);
    }

    private dev.sluice.core.Refused functionAsOperand(Term term) {
        String function =
                switch (term) {
                    case Condition.Exists(var _, boolean wanted) ->
                        wanted ? "attribute_exists" : "attribute_not_exists";
                    case Condition.HasType _ -> "attribute_type";
                    case Condition.BeginsWith _ -> "begins_with";
                    case Condition.Contains _ -> "contains";
                    default -> "";
                };
        if (function.isEmpty()) return reader.syntaxError();
        return reader.invalid(
                "The function is not allowed to be used this way in an expression; function: " + function);
    }

    private Term operandOrFunction() {
        Token token = reader.peek();
        if (token.kind() == Token.Kind.NAME && reader.peekSecond().is("(") && !token.is("IN")) return function();
        if (token.kind() == Token.Kind.VALUE_REFERENCE) return reader.value();
        return new Operand.At(reader.path());
    }

    private Term function() {
        String name = reader.next().text();
        reader.countOperator();
        if (UPDATE_FUNCTIONS.contains(name))
            throw reader.invalid("The function is not allowed in a condition expression; function: " + name);
        if (!name.equals("size") && !CONDITIONS.contains(name))
            throw reader.invalid("Invalid function name; function: " + name);
        List<Operand> arguments = arguments();
        checks.count(name, arguments, name.equals("size") || name.endsWith("exists") ? 1 : 2);
        Operand first = arguments.getFirst();
        return switch (name) {
            case "size" -> checks.size(first);
            case "attribute_exists" -> new Condition.Exists(checks.path(name, first), true);
            case "attribute_not_exists" -> new Condition.Exists(checks.path(name, first), false);
            case "attribute_type" ->
                new Condition.HasType(checks.path(name, first), checks.typeName(arguments.getLast()));
            case "begins_with" -> {
                checks.prefix(first, arguments.getLast());
                yield new Condition.BeginsWith(first, arguments.getLast());
            }
            default -> {
                checks.distinct(name, first, arguments.getLast());
                yield new Condition.Contains(first, arguments.getLast());
            }
        };
    }

    private List<Operand> arguments() {
        reader.expect("(");
        List<Operand> arguments = new ArrayList<>();
        do {
            arguments.add(operand());
        } while (reader.take(","));
        reader.expect(")");
        return arguments;
    }

    /// The value of an operand known without an item.
    static @org.jspecify.annotations.Nullable Value known(Operand operand) {
        return operand instanceof Operand.Given(Value value, var _) ? value : null;
    }
}
