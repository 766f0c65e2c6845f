package dev.sluice.asl.query;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The JSON types by the names AWS uses for them in its texts.
public enum ResultType {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT;

    /// The type of a value.
    public static ResultType of(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> NUMBER;
            case STRING, BINARY -> STRING;
            case ARRAY -> ARRAY;
            case OBJECT, POJO -> OBJECT;
            case NULL, MISSING -> NULL;
        };
    }

    /// As AWS writes it: `array`, `number`, …
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
