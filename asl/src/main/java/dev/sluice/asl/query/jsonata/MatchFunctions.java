package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Functions that look for a text, a regular expression or what a matcher function finds.
final class MatchFunctions {
    private MatchFunctions() {}

    static void define() {
        Builtins.define("contains", "<s-(sf):b>", MatchFunctions::contains);
        Builtins.define("match", "<s-f<s:o>n?:a<o>>", MatchFunctions::match);
        Builtins.define("replace", "<s-(sf)(sf)n?:s>", MatchFunctions::replace);
        Builtins.define("split", "<s-(sf)n?:a<s>>", MatchFunctions::split);
    }

    private record Match(String text, int start, int end, ArrayNode groups) {}

    /// The matches of one text, one after the other.
    private interface Matches {
        @Nullable
        Match next();

        static Matches of(@Nullable JsonNode pattern, String text, Evaluator evaluator) {
            return switch (pattern) {
                case Fn.Regex regex -> new RegexMatches(regex.over(text, evaluator.meter()), text);
                case Fn fn -> new FunctionMatches(fn, text, evaluator);
                case null -> () -> null;
                default -> new TextMatches(pattern.asString(), text, evaluator.meter());
            };
        }
    }

    private static final class TextMatches implements Matches {
        private final String wanted;
        private final String text;
        private final Meter meter;
        private int at;

        TextMatches(String wanted, String text, Meter meter) {
            this.wanted = wanted;
            this.text = text;
            this.meter = meter;
        }

        @Override
        public @Nullable Match next() {
            meter.step();
            int start = text.indexOf(wanted, at);
            if (start < 0) return null;
            at = start + wanted.length();
            return new Match(wanted, start, at, Json.array());
        }
    }

    private static final class RegexMatches implements Matches {
        private final Matcher matcher;
        private final String text;
        private int at = -1;

        RegexMatches(Matcher matcher, String text) {
            this.matcher = matcher;
            this.text = text;
        }

        @Override
        public @Nullable Match next() {
            boolean first = at < 0;
            if (!first && at >= text.length()) return null;
            if (!matcher.find(Math.max(at, 0))) return null;
            if (!first && matcher.start() == matcher.end()) throw JsonataError.of("D1004");
            at = matcher.end();
            ArrayNode groups = Json.array();
            for (int i = 1; i <= matcher.groupCount(); i++) groups.add(matcher.group(i));
            return new Match(matcher.group(), matcher.start(), matcher.end(), groups);
        }
    }

    /// A function that gives `{match, start, end, groups, next}`.
    private static final class FunctionMatches implements Matches {
        private final Evaluator evaluator;
        private @Nullable Fn next;
        private @Nullable JsonNode argument;

        FunctionMatches(Fn matcher, String text, Evaluator evaluator) {
            this.next = matcher;
            this.argument = Json.text(text);
            this.evaluator = evaluator;
        }

        @Override
        public @Nullable Match next() {
            if (next == null) return null;
            List<@Nullable JsonNode> arguments = new ArrayList<>();
            if (argument != null) arguments.add(argument);
            JsonNode found = evaluator.apply(next, arguments, null);
            argument = null;
            if (found == null) return null;
            next = found.get("next") instanceof Fn fn ? fn : null;
            boolean fits = found.path("match").isString() && found.path("start").isInt();
            if (!fits || !found.path("end").isInt()) throw JsonataError.of("T1010", "match");
            ArrayNode groups = found.get("groups") instanceof ArrayNode array ? array : Json.array();
            return new Match(
                    found.path("match").asString(),
                    found.path("start").asInt(),
                    found.path("end").asInt(),
                    groups);
        }
    }

    private static int limit(Arguments call, int position, String negative) {
        Double limit = call.number(position);
        if (limit == null) return Integer.MAX_VALUE;
        if (limit < 0) throw JsonataError.of(negative);
        return (int) Math.ceil(Math.min(limit, Integer.MAX_VALUE));
    }

    private static @Nullable JsonNode contains(Arguments call) {
        String text = call.text(0);
        JsonNode token = call.get(1);
        if (text == null || token == null) return null;
        if (token.isString()) return Json.bool(text.contains(token.asString()));
        return Json.bool(Matches.of(token, text, call.evaluator()).next() != null);
    }

    private static @Nullable JsonNode match(Arguments call) {
        String text = call.text(0);
        if (text == null) return null;
        int limit = limit(call, 2, "D3040");
        Matches matches = Matches.of(call.get(1), text, call.evaluator());
        Sequence found = Sequence.empty();
        while (found.size() < limit) {
            Match match = matches.next();
            if (match == null) break;
            call.meter().elements(8L + match.groups().size());
            ObjectNode one = found.addObject();
            one.put("match", match.text());
            one.put("index", match.start());
            one.set("groups", match.groups());
        }
        return found;
    }

    private static @Nullable JsonNode split(Arguments call) {
        String text = call.text(0);
        if (text == null) return null;
        int limit = limit(call, 2, "D3020");
        Sequence parts = Sequence.array();
        JsonNode separator = call.get(1);
        if (separator != null && separator.isString() && separator.asString().isEmpty()) {
            call.meter().elements(text.length());
            for (int i = 0; i < text.length() && i < limit; i++) parts.add(text.substring(i, i + 1));
            return parts;
        }
        Matches matches = Matches.of(separator, text, call.evaluator());
        int start = 0;
        while (parts.size() < limit) {
            Match match = matches.next();
            call.meter().elements(2);
            parts.add(text.substring(start, match == null ? text.length() : Math.max(start, match.start())));
            if (match == null) break;
            start = match.end();
        }
        return parts;
    }

    private static @Nullable JsonNode replace(Arguments call) {
        String text = call.text(0);
        JsonNode pattern = call.get(1);
        JsonNode replacement = call.get(2);
        if (text == null || pattern == null || replacement == null) return call.get(0);
        if (pattern.isString() && pattern.asString().isEmpty()) throw JsonataError.of("D3010");
        int limit = limit(call, 3, "D3011");
        Matches matches = Matches.of(pattern, text, call.evaluator());
        StringBuilder result = new StringBuilder();
        int position = 0;
        for (int count = 0; count < limit; count++) {
            Match match = matches.next();
            if (match == null) break;
            String with = pattern.isString() && replacement.isString()
                    ? replacement.asString()
                    : substitute(match, replacement, call.evaluator());
            call.meter().text((long) match.start() - position + with.length());
            result.append(text, position, Math.max(position, match.start())).append(with);
            position = match.start() + match.text().length();
        }
        call.meter().text(text.length());
        return Json.text(result.append(text, position, text.length()).toString());
    }

    private static String substitute(Match match, JsonNode replacement, Evaluator evaluator) {
        if (!(replacement instanceof Fn fn)) return expanded(replacement.asString(), match);
        ObjectNode argument = Json.object();
        argument.put("match", match.text());
        argument.put("start", match.start());
        argument.put("end", match.end());
        argument.set("groups", match.groups());
        List<@Nullable JsonNode> arguments = new ArrayList<>();
        arguments.add(argument);
        JsonNode result = evaluator.apply(fn, arguments, null);
        if (result == null || !result.isString()) throw JsonataError.of("D3012");
        return result.asString();
    }

    /// `$0` is the match, `$1` its first group, `$$` a dollar; a group that isn't there is nothing.
    private static String expanded(String template, Match match) {
        if (template.indexOf('$') < 0) return template;
        StringBuilder text = new StringBuilder();
        int groups = match.groups().size();
        int digitsMax = Math.max(1, String.valueOf(groups).length());
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char next = i + 1 < template.length() ? template.charAt(i + 1) : 0;
            if (c != '$') text.append(c);
            else if (next == '$') text.append(template.charAt(++i));
            else if (next == '0') i += append(text, match.text(), 1);
            else if (!Character.isDigit(next)) text.append(c);
            else i += group(template, i + 1, digitsMax, match, text);
        }
        return text.toString();
    }

    private static int append(StringBuilder text, String part, int used) {
        text.append(part);
        return used;
    }

    private static int group(String template, int at, int digitsMax, Match match, StringBuilder text) {
        int end = at;
        while (end < template.length() && end - at < digitsMax && Character.isDigit(template.charAt(end))) end++;
        int number = Integer.parseInt(template.substring(at, end));
        if (digitsMax > 1 && number > match.groups().size() && end - at > 1) {
            end--;
            number = Integer.parseInt(template.substring(at, end));
        }
        JsonNode group = number >= 1 ? match.groups().get(number - 1) : null;
        if (group != null && group.isString()) text.append(group.asString());
        return end - at;
    }
}
