package dev.sluice.asl.query.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a function takes, such as `<s-nn?:s>`: a text or the context, a number and maybe another; what it gives isn't
/// checked.
///
/// @see <a href="https://docs.jsonata.org/programming#function-signatures">Function signatures</a>
final class Signature {
    /// Arguments of one call that are checked; more than that is no call anybody means.
    private static final int ARGUMENTS_MAX = 1_000;

    private record Parameter(
            char type,
            String types,
            String quantity,
            boolean context,
            @Nullable String subtype) {
        String pattern() {
            return "([" + types + "]" + (context && quantity.isEmpty() ? "?" : quantity) + ")";
        }
    }

    private final List<Parameter> parameters;
    private final Pattern pattern;

    private Signature(List<Parameter> parameters) {
        this.parameters = parameters;
        StringBuilder all = new StringBuilder();
        for (Parameter parameter : parameters) all.append(parameter.pattern());
        this.pattern = Pattern.compile(all.toString());
    }

    static Signature parse(String text) {
        List<Parameter> parameters = new ArrayList<>();
        int at = 1;
        while (at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '>') {
            char c = text.charAt(at);
            if (c == '-' || c == '?' || c == '+') {
                qualify(parameters, c);
            } else if (c == '<') {
                int end = closing(text, at, '<', '>');
                subtype(parameters, text.substring(at + 1, end));
                at = end;
            } else if (c == '(') {
                int end = closing(text, at, '(', ')');
                String choice = text.substring(at + 1, end);
                if (choice.indexOf('<') >= 0) throw JsonataError.of("S0402");
                parameters.add(new Parameter('(', letters(choice) + "m", "", false, null));
                at = end;
            } else {
                parameters.add(parameter(c));
            }
            at++;
        }
        return new Signature(parameters);
    }

    private static Parameter parameter(char type) {
        String types =
                switch (type) {
                    case 's', 'n', 'b', 'l', 'o' -> type + "m";
                    case 'a', 'x' -> "asnblfom";
                    case 'j' -> "asnblom";
                    case 'f' -> "f";
                    default -> throw JsonataError.of("S0401");
                };
        return new Parameter(type, types, "", false, null);
    }

    private static String letters(String choice) {
        return choice.replaceAll("[^a-z]", "");
    }

    private static void qualify(List<Parameter> parameters, char mark) {
        if (parameters.isEmpty()) throw JsonataError.of("S0401");
        Parameter last = parameters.removeLast();
        String quantity = mark == '-' ? last.quantity : String.valueOf(mark);
        parameters.add(new Parameter(last.type, last.types, quantity, last.context || mark == '-', last.subtype));
    }

    private static void subtype(List<Parameter> parameters, String subtype) {
        Parameter last = parameters.isEmpty() ? null : parameters.removeLast();
        if (last == null || (last.type != 'a' && last.type != 'f')) throw JsonataError.of("S0401");
        parameters.add(new Parameter(last.type, last.types, last.quantity, last.context, subtype));
    }

    private static int closing(String text, int from, char open, char close) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == open) depth++;
            if (text.charAt(i) == close && --depth == 0) return i;
        }
        throw JsonataError.of("S0401");
    }

    /// Parameters a caller that passes a value, its key and its whole may count on.
    int size() {
        return parameters.size();
    }

    /// The arguments as the function gets them: the context put in where one is left out, single values in arrays.
    ///
    /// @throws JsonataError T0410, T0411 or T0412 if they don't fit
    List<@Nullable JsonNode> checked(List<@Nullable JsonNode> arguments, @Nullable JsonNode context, String name) {
        if (arguments.size() > ARGUMENTS_MAX) throw JsonataError.of("T0410", ARGUMENTS_MAX + 1, name);
        StringBuilder supplied = new StringBuilder();
        for (JsonNode argument : arguments) supplied.append(symbol(argument));
        Matcher match = pattern.matcher(supplied);
        if (!match.matches()) throw JsonataError.of("T0410", firstMisfit(supplied), name);
        List<@Nullable JsonNode> checked = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            String matched = match.group(i + 1);
            if (matched.isEmpty()) {
                checked.add(parameter.context ? contextual(parameter, context, next, name) : null);
                continue;
            }
            for (int j = 0; j < matched.length(); j++) {
                checked.add(fitted(parameter, arguments.get(next), matched, j, next, name));
                next++;
            }
        }
        return checked;
    }

    private static @Nullable JsonNode contextual(Parameter parameter, @Nullable JsonNode context, int at, String name) {
        if (parameter.types.indexOf(symbol(context)) >= 0) return context;
        throw JsonataError.of("T0411", at + 1, name);
    }

    private static @Nullable JsonNode fitted(
            Parameter parameter, @Nullable JsonNode argument, String matched, int at, int position, String name) {
        if (parameter.type != 'a' || argument == null) return argument;
        String subtype = parameter.subtype;
        boolean array = matched.charAt(at) == 'a';
        if (subtype != null && !(array ? allOf(argument, subtype.charAt(0)) : matched.equals(subtype)))
            throw JsonataError.saying(
                    "T0412",
                    "Argument " + (position + 1) + " of function \"" + name + "\" must be an array of "
                            + plural(subtype.charAt(0)));
        if (array) return argument;
        Sequence wrapped = Sequence.array();
        wrapped.add(argument);
        return wrapped;
    }

    private static boolean allOf(JsonNode array, char type) {
        for (JsonNode element : array) if (symbol(element) != type) return false;
        return true;
    }

    private static String plural(char type) {
        return "\""
                + switch (type) {
                    case 'a' -> "arrays";
                    case 'b' -> "booleans";
                    case 'f' -> "functions";
                    case 'n' -> "numbers";
                    case 'o' -> "objects";
                    default -> "strings";
                }
                + "\"";
    }

    private int firstMisfit(CharSequence supplied) {
        StringBuilder partial = new StringBuilder();
        int good = 0;
        for (Parameter parameter : parameters) {
            partial.append(parameter.pattern());
            Matcher matcher = Pattern.compile(partial.toString()).matcher(supplied);
            if (!matcher.lookingAt()) return good + 1;
            good = matcher.end();
        }
        return good + 1;
    }

    private static char symbol(@Nullable JsonNode value) {
        return switch (value) {
            case null -> 'm';
            case Fn fn -> 'f';
            default ->
                switch (value.getNodeType()) {
                    case STRING, BINARY -> 's';
                    case NUMBER -> 'n';
                    case BOOLEAN -> 'b';
                    case ARRAY -> 'a';
                    case OBJECT, POJO -> 'o';
                    case NULL -> 'l';
                    case MISSING -> 'm';
                };
        };
    }
}
