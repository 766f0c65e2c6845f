package dev.sluice.asl.query.jsonata;

import dev.sluice.core.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An expression that can't be compiled or that failed, with JSONata's code: `S` for syntax, `T` for types, `D` for
/// the rest. An outcome, not a defect, so it carries no stack trace.
public final class JsonataError extends RuntimeException {
    private static final Map<String, String> TEXTS = ErrorTexts.BY_CODE;

    private final String code;

    private JsonataError(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// An error with the standard text of its code, in which `{0}` and `{1}` stand for `values`.
    static JsonataError of(String code, Object... values) {
        String text = TEXTS.getOrDefault(code, code);
        for (int i = 0; i < values.length; i++) text = text.replace("{" + i + "}", shown(values[i]));
        return new JsonataError(code, text);
    }

    /// An error with the author's own text, as `$error` and `$assert` raise.
    static JsonataError saying(String code, String text) {
        return new JsonataError(code, text);
    }

    /// Characters of a value that a message shows.
    private static final int SHOWN_CHARACTERS_MAX = 1_000;

    /// A value as JSON, bounded: a message is for people.
    static String shown(@Nullable Object value) {
        String text =
                switch (value) {
                    case null -> "undefined";
                    case Fn fn -> "\"\"";
                    case JsonNode node when node.isContainer() -> container(node);
                    case JsonNode node -> Json.write(node);
                    case Number number -> number.toString();
                    default -> Json.write(Json.text(value.toString()));
                };
        return text.length() <= SHOWN_CHARACTERS_MAX ? text : text.substring(0, SHOWN_CHARACTERS_MAX) + "…";
    }

    private static String container(JsonNode node) {
        try {
            return Text.of(node, Meter.scant());
        } catch (JsonataError tooLarge) {
            return node.isArray() ? "[…]" : "{…}";
        }
    }

    /// JSONata's code, such as `T1006`.
    public String code() {
        return code;
    }

    /// JSONata's text without the code.
    public String text() {
        return String.valueOf(getMessage());
    }
}
