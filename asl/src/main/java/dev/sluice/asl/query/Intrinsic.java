package dev.sluice.asl.query;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A compiled call of an intrinsic function such as `States.Format('{}', $.name)`. Immutable.
///
/// @see <a href="https://states-language.net/spec.html#appendix-b">Intrinsic functions</a>
public final class Intrinsic implements Selection {
    /// Calls one field may hold, nested ones included; AWS's quota.
    static final int CALLS_MAX = 10;

    private final String text;
    private final IntrinsicFunction function;
    private final List<Argument> arguments;

    private Intrinsic(String text, IntrinsicFunction function, List<Argument> arguments) {
        this.text = text;
        this.function = function;
        this.arguments = arguments;
    }

    /// What stands between a call's commas.
    sealed interface Argument {
        /// A quoted text, a number, `true`, `false` or `null`.
        record Constant(JsonNode value) implements Argument {}

        record Path(JsonPath path) implements Argument {}

        record Call(Intrinsic call) implements Argument {}
    }

    /// Compiles a call, with all calls nested in it. @throws InvalidQuery if it isn't one
    public static Intrinsic compile(String text) {
        Parser parser = new Parser(new Cursor(text, 0));
        Intrinsic call = parser.call();
        parser.end();
        return call;
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        return evaluate(scope);
    }

    private JsonNode evaluate(Scope scope) {
        List<JsonNode> values = new ArrayList<>(arguments.size());
        for (Argument argument : arguments) values.add(value(argument, scope));
        try {
            return function.apply(values, scope);
        } catch (IntrinsicFunction.Misuse e) {
            throw failure(e.text());
        }
    }

    private JsonNode value(Argument argument, Scope scope) {
        return switch (argument) {
            case Argument.Constant(var value) -> value;
            case Argument.Call(var call) -> call.evaluate(scope);
            case Argument.Path(var path) ->
                path.find(scope)
                        .orElseThrow(() -> failure("The JsonPath argument for the field '" + path.text()
                                + "' could not be found in the input '" + Json.write(scope.input()) + "'"));
        };
    }

    private QueryFailure failure(String reason) {
        return new QueryFailure(
                QueryFailure.INTRINSIC_FAILURE, "The function '" + text + "' had the following error: " + reason, null);
    }

    @Override
    public References references() {
        return References.union(arguments.stream().map(Intrinsic::references).toList());
    }

    private static References references(Argument argument) {
        return switch (argument) {
            case Argument.Path(var path) -> path.references();
            case Argument.Call(var call) -> call.references();
            case Argument.Constant c -> References.NONE;
        };
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Parser {
        private final Cursor cursor;
        private int calls;

        Parser(Cursor cursor) {
            this.cursor = cursor;
        }

        Intrinsic call() {
            if (++calls > CALLS_MAX) throw cursor.failure("more than " + CALLS_MAX + " intrinsic functions");
            int start = cursor.position();
            if (!cursor.take("States.")) throw cursor.failure("expected a path or an intrinsic function");
            IntrinsicFunction function = IntrinsicFunction.named(cursor.word());
            if (function == null) throw cursor.failure("unknown intrinsic function");
            List<Argument> arguments = arguments(function);
            if (!function.takes(arguments.size()))
                throw cursor.failure("wrong number of arguments for States." + function.title());
            return new Intrinsic(cursor.since(start), function, arguments);
        }

        void end() {
            cursor.skipSpace();
            if (!cursor.atEnd()) throw cursor.failure("unexpected '" + cursor.peek() + "'");
        }

        private List<Argument> arguments(IntrinsicFunction function) {
            cursor.skipSpace();
            cursor.expect('(');
            cursor.skipSpace();
            List<Argument> arguments = new ArrayList<>();
            if (cursor.take(')')) return List.of();
            do {
                cursor.skipSpace();
                // Format tells an escaped brace from a placeholder, so its template stays as written.
                boolean template = function == IntrinsicFunction.FORMAT && arguments.isEmpty();
                arguments.add(argument(template));
                cursor.skipSpace();
            } while (cursor.take(','));
            cursor.expect(')');
            return List.copyOf(arguments);
        }

        private Argument argument(boolean template) {
            return switch (cursor.peek()) {
                case '\'' -> new Argument.Constant(Json.text(template ? literal() : unescaped(literal())));
                case '$' -> new Argument.Path(new PathParser(cursor, 1).path());
                case 'S' -> new Argument.Call(call());
                default -> constant();
            };
        }

        private String literal() {
            cursor.expect('\'');
            int start = cursor.position();
            for (char c = cursor.next(); c != '\''; c = cursor.next()) if (c == '\\') cursor.next();
            String raw = cursor.since(start);
            return raw.substring(0, raw.length() - 1);
        }

        private Argument constant() {
            int start = cursor.position();
            while (!cursor.atEnd() && ",) ".indexOf(cursor.peek()) < 0) cursor.skip(1);
            try {
                JsonNode value = Json.parse(cursor.since(start));
                if (!value.isContainer() && !value.isString()) return new Argument.Constant(value);
            } catch (MalformedJson e) {
                // Told below: what stands here is no argument of any kind.
            }
            throw cursor.failure("expected a path, a quoted text, a number, true, false, null or a function");
        }
    }

    /// The four escapes of the language; any other backslash stands for itself.
    static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) return raw;
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i + 1 < raw.length() && isEscapable(raw.charAt(i + 1))) c = raw.charAt(++i);
            text.append(c);
        }
        return text.toString();
    }

    static boolean isEscapable(char c) {
        return c == '\'' || c == '{' || c == '}' || c == '\\';
    }
}
