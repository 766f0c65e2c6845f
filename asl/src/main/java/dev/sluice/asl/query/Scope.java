package dev.sluice.asl.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an expression sees. Nodes are read, never changed, and results may share parts with them.
///
/// @param input `$` in a path
/// @param context the context object, `$$` in a path
/// @param variables workflow variables by name without the `$`
/// @param states JSONata's `$states`: an object of `input`, `context` and, where available, `result`, `errorOutput`;
///     null where only paths are evaluated
public record Scope(
        JsonNode input,
        JsonNode context,
        Map<String, JsonNode> variables,
        Ambient ambient,
        @Nullable JsonNode states) {

    /// The same surroundings with another `$`.
    public Scope withInput(JsonNode newInput) {
        return new Scope(newInput, context, variables, ambient, states);
    }
}
