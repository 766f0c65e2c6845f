package dev.sluice.asl.query;

/// A place in a text being parsed, with the few moves every parser here needs.
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text, int at) {
        this.text = text;
        this.at = at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /// The character here, or 0 at the end: no text holds one that a grammar gives a meaning to.
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    char next() {
        if (atEnd()) throw failure("unexpected end");
        return text.charAt(at++);
    }

    boolean take(String wanted) {
        if (!text.startsWith(wanted, at)) return false;
        at += wanted.length();
        return true;
    }

    boolean take(char wanted) {
        if (peek() != wanted || atEnd()) return false;
        at++;
        return true;
    }

    void expect(char wanted) {
        if (!take(wanted)) throw failure("expected '" + wanted + "'");
    }

    void skipSpace() {
        while (Character.isWhitespace(peek())) at++;
    }

    void skip(int characters) {
        at += characters;
    }

    int position() {
        return at;
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /// A name of letters, digits and underscores; empty if none stands here.
    String word() {
        int start = at;
        while (Character.isUnicodeIdentifierPart(peek()) && !atEnd() && !Character.isIdentifierIgnorable(peek())) at++;
        return since(start);
    }

    /// A quoted text, in which a backslash keeps the next character from ending it.
    String quoted() {
        char quote = next();
        StringBuilder value = new StringBuilder();
        for (char c = next(); c != quote; c = next()) value.append(c == '\\' ? unescaped() : c);
        return value.toString();
    }

    /// A quoted name, as AWS reads one: a backslash keeps a quote or a backslash and otherwise is part of the name.
    String quotedName() {
        char quote = next();
        StringBuilder name = new StringBuilder();
        for (char c = next(); c != quote; c = next()) {
            if (c == '\\' && (peek() == quote || peek() == '\\')) c = next();
            name.append(c);
        }
        return name.toString();
    }

    private char unescaped() {
        char c = next();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> hex();
            default -> c;
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) throw failure("expected four hexadecimal digits");
            code = code * 16 + digit;
        }
        return (char) code;
    }

    InvalidQuery failure(String problem) {
        return new InvalidQuery(problem + " at position " + at + " of '" + shortened() + "'");
    }

    private String shortened() {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
