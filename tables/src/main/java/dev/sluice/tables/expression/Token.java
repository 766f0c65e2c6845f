package dev.sluice.tables.expression;

import java.util.ArrayList;
import java.util.List;

/// A word of an expression.
///
/// @param start where it begins in the expression, in chars
record Token(Kind kind, String text, int start) {
    enum Kind {
        NAME,
        NAME_REFERENCE,
        VALUE_REFERENCE,
        NUMBER,
        SYMBOL,
        END
    }

    int end() {
        return start + (kind == Kind.END ? 0 : text.length());
    }

    /// Whether it is this symbol or, whatever its case, this keyword.
    boolean is(String word) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equalsIgnoreCase(word);
    }

    /// All words, ended by an END; a char that begins no word becomes a symbol that no rule expects.
    static List<Token> all(String expression) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < expression.length()) {
            if (Character.isWhitespace(expression.charAt(at))) {
                at++;
                continue;
            }
            Token token = at(expression, at);
            tokens.add(token);
            at = token.end();
        }
        int end = tokens.isEmpty() ? 0 : tokens.getLast().end();
        tokens.add(new Token(Kind.END, "<EOF>", end));
        return tokens;
    }

    private static Token at(String expression, int start) {
        char first = expression.charAt(start);
        int wordEnd = wordEnd(expression, start + 1);
        boolean reference = (first == '#' || first == ':') && wordEnd > start + 1;
        Kind kind = Kind.SYMBOL;
        int end = start + 1;
        if (reference || isLetter(first)) {
            kind = first == '#' ? Kind.NAME_REFERENCE : first == ':' ? Kind.VALUE_REFERENCE : Kind.NAME;
            end = wordEnd;
        } else if (isDigit(first)) {
            kind = Kind.NUMBER;
            while (end < expression.length() && isDigit(expression.charAt(end))) end++;
        } else if (expression.startsWith("<=", start)
                || expression.startsWith(">=", start)
                || expression.startsWith("<>", start)) {
            end = start + 2;
        }
        return new Token(kind, expression.substring(start, end), start);
    }

    private static int wordEnd(String expression, int from) {
        int end = from;
        while (end < expression.length() && (isLetter(expression.charAt(end)) || isDigit(expression.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
