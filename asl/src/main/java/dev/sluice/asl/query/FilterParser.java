package dev.sluice.asl.query;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the condition between `[?` and `]`: `||` binds loosest, then `&&`, then `!`, then comparisons.
final class FilterParser {
    /// Parentheses, negations and filters inside filters, together.
    private static final int DEPTH_MAX = 50;

    private final Cursor cursor;
    private int depth;

    FilterParser(Cursor cursor, int depth) {
        this.cursor = cursor;
        this.depth = depth;
        if (depth > DEPTH_MAX) throw cursor.failure("nested deeper than " + DEPTH_MAX);
    }

    /// The whole condition, in its parentheses.
    Filter bracketed() {
        Filter filter = either();
        cursor.skipSpace();
        return filter;
    }

    private Filter either() {
        Filter left = both();
        cursor.skipSpace();
        while (cursor.take("||")) {
            left = new Filter.Or(left, both());
            cursor.skipSpace();
        }
        return left;
    }

    private Filter both() {
        Filter left = single();
        cursor.skipSpace();
        while (cursor.take("&&")) {
            left = new Filter.And(left, single());
            cursor.skipSpace();
        }
        return left;
    }

    private Filter single() {
        if (++depth > DEPTH_MAX) throw cursor.failure("nested deeper than " + DEPTH_MAX);
        cursor.skipSpace();
        Filter filter;
        if (cursor.take('!')) {
            filter = new Filter.Not(single());
        } else if (cursor.take('(')) {
            filter = either();
            cursor.skipSpace();
            cursor.expect(')');
        } else {
            filter = comparison();
        }
        depth--;
        return filter;
    }

    private Filter comparison() {
        Filter.Operand left = operand();
        cursor.skipSpace();
        if (cursor.take("=~")) return new Filter.Matches(left, pattern());
        Filter.Operator operator = operator();
        if (operator != null) return new Filter.Compare(left, operator, operand());
        if (left instanceof Filter.Operand.Path(var path)) return new Filter.Exists(path);
        throw cursor.failure("expected a comparison");
    }

    private Filter.@Nullable Operator operator() {
        // `===` and `!==` compare types too; JSON values already do.
        if (cursor.take("===")) return Filter.Operator.EQUAL;
        if (cursor.take("!==")) return Filter.Operator.NOT_EQUAL;
        for (Filter.Operator operator : Filter.Operator.values()) {
            if (!operator.isWord() && cursor.take(operator.symbol)) return operator;
        }
        int start = cursor.position();
        String word = cursor.word();
        for (Filter.Operator operator : Filter.Operator.values()) {
            if (operator.isWord() && operator.symbol.equalsIgnoreCase(word)) return operator;
        }
        cursor.skip(start - cursor.position());
        return null;
    }

    private Filter.Operand operand() {
        cursor.skipSpace();
        char c = cursor.peek();
        if (c == '@' || c == '$') return new Filter.Operand.Path(new PathParser(cursor, depth).path());
        if (c == '\'' || c == '"') return new Filter.Operand.Constant(Json.text(cursor.quoted()));
        return new Filter.Operand.Constant(json());
    }

    /// A number, `true`, `false`, `null`, an array or an object.
    private JsonNode json() {
        int start = cursor.position();
        if (cursor.peek() == '[' || cursor.peek() == '{') nested();
        else while (isScalar(cursor.peek())) cursor.skip(1);
        String text = cursor.since(start);
        try {
            return Json.parse(text.indexOf('\'') < 0 ? text : text.replace('\'', '"'));
        } catch (MalformedJson e) {
            throw cursor.failure("expected a value");
        }
    }

    private static boolean isScalar(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
    }

    private void nested() {
        int open = 0;
        do {
            char c = cursor.peek();
            if (c == '\'' || c == '"') {
                cursor.quoted();
                continue;
            }
            if (c == '[' || c == '{') open++;
            if (c == ']' || c == '}') open--;
            cursor.next();
        } while (open > 0);
    }

    private Pattern pattern() {
        cursor.skipSpace();
        cursor.expect('/');
        StringBuilder source = new StringBuilder();
        for (char c = cursor.next(); c != '/'; c = cursor.next()) {
            if (c == '\\' && cursor.peek() == '/') c = cursor.next();
            else if (c == '\\') source.append(c);
            source.append(c == '\\' ? cursor.next() : c);
        }
        try {
            return Pattern.compile(source.toString(), flags(cursor.word()));
        } catch (PatternSyntaxException e) {
            throw cursor.failure("no regular expression: " + e.getDescription());
        }
    }

    private int flags(String letters) {
        int flags = 0;
        for (char letter : letters.toCharArray()) {
            flags |= switch (letter) {
                case 'i' -> Pattern.CASE_INSENSITIVE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                case 'x' -> Pattern.COMMENTS;
                case 'u' -> Pattern.UNICODE_CASE;
                case 'd' -> Pattern.UNIX_LINES;
                default -> throw cursor.failure("unknown flag '" + letter + "'");
            };
        }
        return flags;
    }
}
