package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/// Splits an expression into words.
final class Tokenizer {
    private static final String SPACE = " \t\n\r\u000b";
    private static final String SIGNS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final List<String> PAIRS = List.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
    private static final int NUMBER_CHARACTERS_MAX = 400;
    private static final int REGEX_CHARACTERS_MAX = 2_000;

    private final String source;
    private int at;

    Tokenizer(String source) {
        this.source = source;
    }

    /// The next word. @param infix whether an operand has just ended, so that `/` divides
    Token next(boolean infix) {
        skip();
        if (at >= source.length()) return new Token(Token.Type.END, "(end)", null);
        char c = source.charAt(at);
        if (c == '/' && !infix) return regex();
        for (String pair : PAIRS) {
            if (source.startsWith(pair, at)) {
                at += 2;
                return new Token(Token.Type.OPERATOR, pair, null);
            }
        }
        if (SIGNS.indexOf(c) >= 0) {
            at++;
            return new Token(Token.Type.OPERATOR, String.valueOf(c), null);
        }
        if (c == '"' || c == '\'') return string(c);
        if (c >= '0' && c <= '9') return number();
        return c == '`' ? quotedName() : word();
    }

    private void skip() {
        while (at < source.length()) {
            if (SPACE.indexOf(source.charAt(at)) >= 0) {
                at++;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                if (end < 0) throw JsonataError.of("S0106");
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private Token string(char quote) {
        StringBuilder text = new StringBuilder();
        for (at++; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == quote) {
                at++;
                return new Token(Token.Type.STRING, text.toString(), Json.text(text.toString()));
            }
            text.append(c == '\\' ? escape() : c);
        }
        throw JsonataError.of("S0101");
    }

    private char escape() {
        at++;
        char c = at < source.length() ? source.charAt(at) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw JsonataError.saying("S0103", "Unsupported escape sequence: \\\"" + c + "\"");
        };
    }

    private char unicode() {
        String digits = source.substring(Math.min(at + 1, source.length()), Math.min(at + 5, source.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) throw JsonataError.of("S0104");
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Token number() {
        Matcher matcher = NUMBER.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) throw JsonataError.of("S0102", source.substring(at, at + 1));
        String digits = matcher.group();
        at = matcher.end();
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value) || digits.length() > NUMBER_CHARACTERS_MAX) throw JsonataError.of("S0102", digits);
        boolean integer = matcher.group(2) == null && matcher.group(3) == null && digits.length() < 19;
        JsonNode node =
                integer ? Json.number(Long.parseLong(digits)) : Values.number(new BigDecimal(digits).doubleValue());
        return new Token(Token.Type.NUMBER, digits, node);
    }

    private Token quotedName() {
        int end = source.indexOf('`', at + 1);
        if (end < 0) throw JsonataError.of("S0105");
        String name = source.substring(at + 1, end);
        at = end + 1;
        return new Token(Token.Type.NAME, name, null);
    }

    private Token word() {
        int start = at;
        while (at < source.length() && SPACE.indexOf(source.charAt(at)) < 0 && SIGNS.indexOf(source.charAt(at)) < 0)
            at++;
        String word = source.substring(start, at);
        if (word.startsWith("$")) return new Token(Token.Type.VARIABLE, word.substring(1), null);
        return switch (word) {
            case "or", "in", "and" -> new Token(Token.Type.OPERATOR, word, null);
            case "true" -> new Token(Token.Type.CONSTANT, word, Json.bool(true));
            case "false" -> new Token(Token.Type.CONSTANT, word, Json.bool(false));
            case "null" -> new Token(Token.Type.CONSTANT, word, Json.nothing());
            default -> new Token(Token.Type.NAME, word, null);
        };
    }

    private Token regex() {
        int start = ++at;
        int depth = 0;
        for (; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '/' && depth == 0) return regex(source.substring(start, at));
            if (c == '\\') at++;
            else if (c == '(' || c == '[' || c == '{') depth++;
            else if (c == ')' || c == ']' || c == '}') depth--;
        }
        throw JsonataError.of("S0302");
    }

    private Token regex(String pattern) {
        if (pattern.isEmpty()) throw JsonataError.of("S0301");
        if (pattern.length() > REGEX_CHARACTERS_MAX)
            throw JsonataError.saying("S0302", "Regular expression is longer than " + REGEX_CHARACTERS_MAX);
        int flags = 0;
        for (at++; at < source.length() && (source.charAt(at) == 'i' || source.charAt(at) == 'm'); at++) {
            flags |= source.charAt(at) == 'i' ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : Pattern.MULTILINE;
        }
        try {
            return new Token(Token.Type.REGEX, pattern, Pattern.compile(pattern, flags));
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw JsonataError.saying("S0302", "Invalid regular expression: /" + pattern + "/");
        }
    }
}
