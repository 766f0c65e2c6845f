package dev.sluice.asl.query.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads an expression into a tree as written, by operator precedence (Pratt's method).
final class Parser {
    /// Expressions inside expressions, and operators in one chain, together: what later walks the tree recurses on it.
    static final int NESTING_MAX = 400;

    private static final Map<String, Integer> POWER = Map.ofEntries(
            Map.entry(".", 75),
            Map.entry("[", 80),
            Map.entry("{", 70),
            Map.entry("(", 80),
            Map.entry("@", 80),
            Map.entry("#", 80),
            Map.entry("?", 20),
            Map.entry("+", 50),
            Map.entry("-", 50),
            Map.entry("*", 60),
            Map.entry("/", 60),
            Map.entry("%", 60),
            Map.entry("=", 40),
            Map.entry("<", 40),
            Map.entry(">", 40),
            Map.entry("^", 40),
            Map.entry(":=", 10),
            Map.entry("!=", 40),
            Map.entry("<=", 40),
            Map.entry(">=", 40),
            Map.entry("~>", 40),
            Map.entry("?:", 40),
            Map.entry("??", 40),
            Map.entry("and", 30),
            Map.entry("or", 25),
            Map.entry("in", 40),
            Map.entry("&", 50));

    private final Tokenizer tokens;
    private Token here;
    private int nesting;

    private Parser(String source) {
        this.tokens = new Tokenizer(source);
        this.here = tokens.next(false);
    }

    /// The tree of a whole expression. @throws JsonataError if it isn't one
    static Expr parse(String source) {
        Parser parser = new Parser(source);
        Expr expr = parser.expression(0);
        if (parser.here.type() != Token.Type.END) throw JsonataError.of("S0201", parser.here.text());
        return expr;
    }

    private void advance(boolean infix) {
        here = tokens.next(infix);
    }

    private void expect(String operator, boolean infix) {
        if (!here.is(operator)) {
            if (here.type() == Token.Type.END) throw JsonataError.of("S0203", operator);
            throw JsonataError.of("S0202", operator, here.text());
        }
        advance(infix);
    }

    private int power() {
        return here.type() == Token.Type.OPERATOR ? POWER.getOrDefault(here.text(), 0) : 0;
    }

    private Expr expression(int power) {
        int before = nesting;
        nest();
        Token token = here;
        advance(endsOperand(token));
        Expr left = first(token);
        while (power < power()) {
            nest();
            token = here;
            advance(false);
            left = further(token, left);
        }
        nesting = before;
        return left;
    }

    /// Whether a `/` after this word divides rather than opens a regular expression.
    private static boolean endsOperand(Token token) {
        return token.type() != Token.Type.OPERATOR
                || switch (token.text()) {
                    case "*", "**", "%", "and", "or", "in" -> true;
                    default -> false;
                };
    }

    private void nest() {
        if (++nesting > NESTING_MAX)
            throw JsonataError.saying("S0201", "Syntax error: nested deeper than " + NESTING_MAX);
    }

    private Expr first(Token token) {
        return switch (token.type()) {
            case NAME -> new Expr.Name(token.text());
            case VARIABLE -> new Expr.Variable(token.text());
            case STRING, NUMBER, CONSTANT -> new Expr.Literal((JsonNode) Objects.requireNonNull(token.value()));
            case REGEX -> new Expr.Regex((Pattern) Objects.requireNonNull(token.value()));
            case END -> throw JsonataError.of("S0207");
            case OPERATOR -> prefix(token.text());
        };
    }

    private Expr prefix(String operator) {
        return switch (operator) {
            case "-" -> new Expr.Negation(expression(70));
            case "*" -> new Expr.Wildcard();
            case "**" -> new Expr.Descendants();
            case "%" -> new Expr.Parent(new Expr.Slot(""));
            case "and", "or", "in" -> new Expr.Name(operator);
            case "(" -> block();
            case "[" -> array();
            case "{" -> new Expr.ObjectOf(pairs());
            case "|" -> transform();
            default -> throw JsonataError.of("S0211", operator);
        };
    }

    private Expr block() {
        List<Expr> parts = new ArrayList<>();
        while (!here.is(")")) {
            parts.add(expression(0));
            if (!here.is(";")) break;
            expect(";", false);
        }
        expect(")", true);
        return new Expr.Block(parts);
    }

    private Expr array() {
        List<Expr> items = new ArrayList<>();
        if (!here.is("]")) {
            do {
                Expr item = expression(0);
                if (here.is("..")) {
                    expect("..", false);
                    item = new Expr.Binary("..", item, expression(0));
                }
                items.add(item);
            } while (more());
        }
        expect("]", true);
        return new Expr.ArrayOf(items);
    }

    private boolean more() {
        if (!here.is(",")) return false;
        advance(false);
        return true;
    }

    private List<Expr.Pair> pairs() {
        List<Expr.Pair> pairs = new ArrayList<>();
        if (!here.is("}")) {
            do {
                Expr key = expression(0);
                expect(":", false);
                pairs.add(new Expr.Pair(key, expression(0)));
            } while (more());
        }
        expect("}", true);
        return pairs;
    }

    private Expr transform() {
        Expr pattern = expression(0);
        expect("|", false);
        Expr update = expression(0);
        Expr delete = null;
        if (more()) delete = expression(0);
        expect("|", false);
        return new Expr.Transform(pattern, update, delete);
    }

    private Expr further(Token token, Expr left) {
        String operator = token.text();
        return switch (operator) {
            case "(" -> call(left);
            case "[" -> bracket(left);
            case "{" -> new Expr.GroupBy(left, pairs());
            case "^" -> sort(left);
            case ":=" -> bind(left);
            case "@", "#" -> bound(operator, left);
            case "?" -> condition(left);
            case "?:" -> new Expr.Condition(left, left, expression(0));
            case "??" -> {
                Expr exists = new Expr.Call(new Expr.Variable("exists"), List.of(left), false);
                yield new Expr.Condition(exists, left, expression(0));
            }
            default -> new Expr.Binary(operator, left, expression(POWER.getOrDefault(operator, 0)));
        };
    }

    private Expr call(Expr left) {
        List<Expr> arguments = new ArrayList<>();
        boolean partial = false;
        if (!here.is(")")) {
            do {
                if (here.is("?")) {
                    advance(false);
                    partial = true;
                    arguments.add(new Expr.Placeholder());
                } else {
                    arguments.add(expression(0));
                }
            } while (more());
        }
        expect(")", true);
        boolean lambda = left instanceof Expr.Name name && (name.name.equals("function") || name.name.equals("λ"));
        return lambda ? lambda(arguments) : new Expr.Call(left, arguments, partial);
    }

    private Expr lambda(List<Expr> arguments) {
        List<String> parameters = new ArrayList<>();
        for (Expr argument : arguments) {
            if (!(argument instanceof Expr.Variable variable)) throw JsonataError.of("S0208", parameters.size() + 1);
            parameters.add(variable.name);
        }
        Signature signature = here.is("<") ? signature() : null;
        expect("{", false);
        Expr body = expression(0);
        expect("}", true);
        return new Expr.Lambda(parameters, signature, body, false);
    }

    private Signature signature() {
        StringBuilder text = new StringBuilder("<");
        int depth = 1;
        while (depth > 0 && !here.is("{") && here.type() != Token.Type.END) {
            advance(false);
            if (here.is(">")) depth--;
            else if (here.is("<")) depth++;
            text.append(here.text());
        }
        expect(">", false);
        return Signature.parse(text.toString());
    }

    private Expr bracket(Expr left) {
        if (here.is("]")) {
            Expr step = left;
            while (step instanceof Expr.Binary binary && binary.operator.equals("[")) step = binary.left;
            step.keepArray = true;
            expect("]", true);
            return left;
        }
        Expr filter = expression(0);
        expect("]", true);
        return new Expr.Binary("[", left, filter);
    }

    private Expr sort(Expr left) {
        expect("(", false);
        List<Expr.Term> terms = new ArrayList<>();
        do {
            boolean descending = here.is(">");
            if (descending || here.is("<")) advance(false);
            terms.add(new Expr.Term(expression(0), descending));
        } while (more());
        expect(")", true);
        return new Expr.Sort(left, terms);
    }

    private Expr bind(Expr left) {
        if (!(left instanceof Expr.Variable variable)) throw JsonataError.of("S0212");
        return new Expr.Bind(variable.name, expression(9));
    }

    private Expr bound(String operator, Expr left) {
        if (!(expression(80) instanceof Expr.Variable variable)) throw JsonataError.of("S0214", operator);
        return new Expr.Bound(operator.equals("#"), left, variable.name);
    }

    private Expr condition(Expr left) {
        Expr then = expression(0);
        if (!here.is(":")) return new Expr.Condition(left, then, null);
        advance(false);
        return new Expr.Condition(left, then, expression(0));
    }
}
