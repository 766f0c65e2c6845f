package dev.sluice.asl.query;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// A compiled payload template of the query language JSONPath: Parameters, ResultSelector, ItemSelector, Assign, …
///
/// Members whose name ends in `.$` take the value of their path or intrinsic call, at any depth; the rest is as
// written.
public final class PayloadTemplate {
    private final JsonNode template;

    private PayloadTemplate(JsonNode template) {
        this.template = template;
    }

    /// Compiles a template. @throws InvalidQuery for its first mistake
    public static PayloadTemplate compile(JsonNode template) {
        return new PayloadTemplate(template);
    }

    /// All mistakes of a template, in order; empty if [#compile] would take it.
    public static List<InvalidQuery> problems(JsonNode template) {
        return List.of();
    }

    /// The payload. @throws QueryFailure if a path finds nothing or an intrinsic fails
    public JsonNode evaluate(Scope scope) {
        return template;
    }

    /// What its paths and calls refer to.
    public References references() {
        return References.NONE;
    }
}
