package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Functions on texts that need no regular expression.
final class TextFunctions {
    private TextFunctions() {}

    static void define() {
        Builtins.define("string", "<x-b?:s>", TextFunctions::string);
        Builtins.define("substring", "<s-nn?:s>", TextFunctions::substring);
        Builtins.define("substringBefore", "<s-s:s>", TextFunctions::before);
        Builtins.define("substringAfter", "<s-s:s>", TextFunctions::after);
        Builtins.define("lowercase", "<s-:s>", call -> mapped(call, text -> text.toLowerCase(Locale.ROOT)));
        Builtins.define("uppercase", "<s-:s>", call -> mapped(call, text -> text.toUpperCase(Locale.ROOT)));
        Builtins.define("trim", "<s-:s>", call -> mapped(call, TextFunctions::trimmed));
        Builtins.define("length", "<s-:n>", TextFunctions::length);
        Builtins.define("pad", "<s-ns?:s>", TextFunctions::pad);
        Builtins.define("join", "<a<s>s?:s>", TextFunctions::join);
        Builtins.define("base64encode", "<s-:s>", call -> mapped(call, TextFunctions::encoded));
        Builtins.define("base64decode", "<s-:s>", call -> mapped(call, TextFunctions::decoded));
    }

    private static @Nullable JsonNode mapped(Arguments call, Function<String, String> change) {
        String text = call.text(0);
        if (text == null) return null;
        call.meter().text(2L * text.length());
        return Json.text(change.apply(text));
    }

    private static @Nullable JsonNode string(Arguments call) {
        JsonNode value = call.get(0);
        if (value == null) return null;
        JsonNode pretty = call.get(1);
        return Json.text(Text.of(value, pretty != null && pretty.asBoolean(), call.meter()));
    }

    private static @Nullable JsonNode length(Arguments call) {
        String text = call.text(0);
        return text == null ? null : Json.number(text.codePointCount(0, text.length()));
    }

    private static @Nullable JsonNode substring(Arguments call) {
        String text = call.text(0);
        Double from = call.number(1);
        if (text == null || from == null) return text == null ? null : call.get(0);
        int size = text.codePointCount(0, text.length());
        int start = clamp(from < 0 ? size + from : from, size);
        int end = size;
        if (call.number(2) instanceof Double length) {
            double begin = size + from < 0 ? 0 : from < 0 ? size + from : from;
            end = length <= 0 ? start : clamp(begin + length, size);
        }
        if (end <= start) return Json.text("");
        call.meter().text(end - start);
        int first = text.offsetByCodePoints(0, start);
        return Json.text(text.substring(first, text.offsetByCodePoints(first, end - start)));
    }

    private static int clamp(double position, int size) {
        return (int) Math.max(0, Math.min(size, Math.floor(position)));
    }

    private static @Nullable JsonNode before(Arguments call) {
        String text = call.text(0);
        String mark = call.text(1);
        if (text == null || mark == null) return call.get(0);
        int at = text.indexOf(mark);
        return at < 0 ? call.get(0) : Json.text(text.substring(0, at));
    }

    private static @Nullable JsonNode after(Arguments call) {
        String text = call.text(0);
        String mark = call.text(1);
        if (text == null || mark == null) return call.get(0);
        int at = text.indexOf(mark);
        return at < 0 ? call.get(0) : Json.text(text.substring(at + mark.length()));
    }

    /// Runs of white space become one space, none at either end.
    private static String trimmed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            boolean repeated = result.isEmpty() || result.charAt(result.length() - 1) == ' ';
            if (!space) result.append(c);
            else if (!repeated) result.append(' ');
        }
        int end = result.length();
        if (end > 0 && result.charAt(end - 1) == ' ') result.setLength(end - 1);
        return result.toString();
    }

    private static @Nullable JsonNode pad(Arguments call) {
        String text = call.text(0);
        Double width = call.number(1);
        if (text == null || width == null) return call.get(0);
        String filler = call.text(2);
        if (filler == null || filler.isEmpty()) filler = " ";
        double missing = Math.abs(Math.floor(Math.abs(width))) - text.codePointCount(0, text.length());
        if (missing <= 0) return call.get(0);
        call.meter().text((long) Math.min(missing * 2, Integer.MAX_VALUE) + text.length());
        StringBuilder padding = new StringBuilder();
        int[] points = filler.codePoints().toArray();
        for (int i = 0; i < (int) missing; i++) padding.appendCodePoint(points[i % points.length]);
        return Json.text(width > 0 ? text + padding : padding + text);
    }

    private static @Nullable JsonNode join(Arguments call) {
        ArrayNode parts = call.array(0);
        if (parts == null) return null;
        String separator = call.text(1);
        if (separator == null) separator = "";
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).asString();
            call.meter().step();
            call.meter().text((long) part.length() + separator.length());
            if (i > 0) joined.append(separator);
            joined.append(part);
        }
        return Json.text(joined.toString());
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw JsonataError.saying("D3137", "The argument of the base64decode function isn't Base64");
        }
    }
}
