package dev.sluice.asl.query;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// A compiled value of the query language JSONata: Arguments, Output, Assign, ItemSelector, …; any text in it that is
/// `{% … %}` is an expression, at any depth, the rest is as written.
public final class JsonataTemplate {
    private final JsonNode template;

    private JsonataTemplate(JsonNode template) {
        this.template = template;
    }

    /// Compiles a template. @throws InvalidQuery for its first mistake
    public static JsonataTemplate compile(JsonNode template) {
        return new JsonataTemplate(template);
    }

    /// All mistakes of a template, in order; empty if [#compile] would take it.
    public static List<InvalidQuery> problems(JsonNode template) {
        return List.of();
    }

    /// The value.
    ///
    /// @param field the field it stands in, such as `Output`; failures inside say `Output/result`
    /// @throws QueryFailure `States.QueryEvaluationError` if an expression fails
    public JsonNode evaluate(Scope scope, String field) {
        return template;
    }

    /// What its expressions refer to.
    public References references() {
        return References.NONE;
    }
}
