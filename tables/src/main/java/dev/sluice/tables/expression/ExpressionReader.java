package dev.sluice.tables.expression;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.tables.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Goes through the words of one expression; the parsers' common ground.
final class ExpressionReader {
    /// Length of an expression, UTF-8 bytes.
    static final int EXPRESSION_BYTES_MAX = 4_096;

    /// Operators and functions in an expression; bounds the depth of recursion too.
    static final int OPERATORS_MAX = 300;

    private static final int INDEX_DIGITS_MAX = 9;

    private final Kind kind;
    private final String expression;
    private final Placeholders placeholders;
    private final List<Token> tokens;
    private int at;
    private int operators;

    ExpressionReader(Kind kind, String expression, Placeholders placeholders) {
        this.kind = kind;
        this.expression = expression;
        this.placeholders = placeholders;
        if (expression.isBlank()) throw invalid("The expression can not be empty;");
        int bytes = Json.utf8Bytes(expression);
        if (bytes > EXPRESSION_BYTES_MAX)
            throw invalid("Expression size has exceeded the maximum allowed size; expression size: " + bytes);
        this.tokens = Token.all(expression);
    }

    Kind kind() {
        return kind;
    }

    Refused invalid(String message) {
        return kind.invalid(message);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) at++;
        return token;
    }

    /// Steps over a symbol or keyword if it comes next.
    boolean take(String word) {
        boolean here = peek().is(word);
        if (here) next();
        return here;
    }

    void expect(String word) {
        if (!take(word)) throw syntaxError();
    }

    void expectEnd() {
        if (peek().kind() != Token.Kind.END) throw syntaxError();
    }

    /// Call for each operator, function and parenthesis.
    void countOperator() {
        if (++operators > OPERATORS_MAX)
            throw invalid("The expression contains too many operators; the maximum is " + OPERATORS_MAX);
    }

    /// The next word isn't what may stand there; names its neighbours as DynamoDB does.
    Refused syntaxError() {
        Token found = peek();
        int from = at > 0 ? tokens.get(at - 1).start() : found.start();
        int to = peekSecond().end();
        return invalid(
                "Syntax error; token: \"" + found.text() + "\", near: \"" + expression.substring(from, to) + "\"");
    }

    Operand.Given value() {
        Token token = peek();
        if (token.kind() != Token.Kind.VALUE_REFERENCE) throw syntaxError();
        next();
        Value value = placeholders.value(kind, token.text());
        return new Operand.Given(value, token.text());
    }

    Path path() {
        List<Path.Step> steps = new ArrayList<>();
        steps.add(attribute());
        while (true) {
            if (take(".")) steps.add(attribute());
            else if (peek().is("[")) steps.add(index());
            else return new Path(steps);
            if (steps.size() > 32)
                throw invalid("The document path has too many nesting elements; nesting levels: " + steps.size());
        }
    }

    private Path.Attribute attribute() {
        Token token = peek();
        switch (token.kind()) {
            case NAME_REFERENCE -> {
                next();
                return new Path.Attribute(placeholders.name(kind, token.text()));
            }
            case NAME -> {
                if (ReservedWords.contains(token.text())) {
                    if (isOperatorWord(token)) throw syntaxError();
                    throw invalid("Attribute name is a reserved keyword; reserved keyword: " + token.text());
                }
                next();
                return new Path.Attribute(token.text());
            }
            case VALUE_REFERENCE, NUMBER, SYMBOL, END -> throw syntaxError();
        }
        throw new AssertionError(token);
    }

    private static boolean isOperatorWord(Token token) {
        return token.is("AND") || token.is("OR") || token.is("NOT") || token.is("IN") || token.is("BETWEEN");
    }

    private Path.Index index() {
        expect("[");
        Token number = peek();
        if (number.kind() != Token.Kind.NUMBER) throw syntaxError();
        if (number.text().length() > INDEX_DIGITS_MAX)
            throw invalid("List index is not within the allowable range; index: [" + number.text() + "]");
        next();
        expect("]");
        return new Path.Index(Integer.parseInt(number.text()));
    }
}
