package dev.sluice.asl.query;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A compiled JSONata expression, guarded against endless, deep and huge evaluations. Immutable.
public final class JsonataExpression {
    private final String source;

    private JsonataExpression(String source) {
        this.source = source;
    }

    /// Whether a text is `{% … %}`, and so an expression rather than a constant.
    public static boolean isExpression(String text) {
        return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
    }

    /// Compiles `{% … %}`. @throws InvalidQuery if it isn't a valid expression
    public static JsonataExpression compile(String text) {
        return new JsonataExpression(text);
    }

    /// The value.
    ///
    /// @param field where it stands as AWS names it, such as `Output/result`
    /// @throws QueryFailure `States.QueryEvaluationError` if it throws, gives nothing or exceeds a bound
    public JsonNode evaluate(Scope scope, String field) {
        return find(scope, field).orElseThrow();
    }

    /// The value, or empty where it gives nothing (undefined). @throws QueryFailure if it throws or exceeds a bound
    public Optional<JsonNode> find(Scope scope, String field) {
        return Optional.empty();
    }

    /// A value of the type the field needs.
    ///
    /// @throws QueryFailure as [#evaluate], and "… returned an unexpected result type. Expected 'array', but was …"
    public JsonNode evaluate(Scope scope, String field, ResultType expected) {
        return evaluate(scope, field);
    }

    /// What it refers to.
    public References references() {
        return References.NONE;
    }

    /// The expression without its `{%` and `%}`, trimmed, as AWS quotes it.
    public String source() {
        return source;
    }
}
