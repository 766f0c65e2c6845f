package dev.sluice.asl.query;

import dev.sluice.asl.query.jsonata.Jsonata;
import dev.sluice.asl.query.jsonata.JsonataError;
import dev.sluice.core.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A compiled JSONata expression, guarded against endless, deep and huge evaluations. Immutable.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming data</a>
public final class JsonataExpression {
    private static final String OPEN = "{%";
    private static final String CLOSE = "%}";

    private final String source;
    private final Jsonata jsonata;
    private final References references;

    private JsonataExpression(String source, Jsonata jsonata) {
        this.source = source;
        this.jsonata = jsonata;
        this.references = new References(jsonata.variables(), jsonata.statesMembers());
    }

    /// Whether a text is `{% … %}`, and so an expression rather than a constant.
    public static boolean isExpression(String text) {
        return text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length() >= OPEN.length() + CLOSE.length();
    }

    /// Compiles `{% … %}`. @throws InvalidQuery if it isn't a valid expression
    public static JsonataExpression compile(String text) {
        if (!isExpression(text)) throw new InvalidQuery("a JSONata expression must be written {% … %}");
        String source =
                text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
        try {
            return new JsonataExpression(source, Jsonata.compile(source));
        } catch (JsonataError e) {
            throw new InvalidQuery("Invalid JSONata expression. " + e.code() + ": " + e.text());
        }
    }

    /// The value.
    ///
    /// @param field where it stands as AWS names it, such as `Output/result`
    /// @throws QueryFailure `States.QueryEvaluationError` if it throws, gives nothing or exceeds a bound
    public JsonNode evaluate(Scope scope, String field) {
        JsonNode value = value(scope, field);
        if (value == null) throw QueryFailure.inField(field, subject(field) + "returned nothing (undefined).");
        return value;
    }

    /// The value, or empty where it gives nothing (undefined). @throws QueryFailure if it throws or exceeds a bound
    public Optional<JsonNode> find(Scope scope, String field) {
        return Optional.ofNullable(value(scope, field));
    }

    /// A value of the type the field needs.
    ///
    /// @throws QueryFailure as [#evaluate], and "… returned an unexpected result type. Expected 'array', but was …"
    public JsonNode evaluate(Scope scope, String field, ResultType expected) {
        JsonNode value = evaluate(scope, field);
        ResultType actual = ResultType.of(value);
        if (actual == expected) return value;
        throw QueryFailure.inField(
                field,
                subject(field) + "returned an unexpected result type. Expected '" + expected.word() + "', but was '"
                        + actual.word() + "' for value: " + Json.write(value));
    }

    private @Nullable JsonNode value(Scope scope, String field) {
        Map<String, JsonNode> bindings = new HashMap<>(scope.variables());
        if (scope.states() != null) bindings.put("states", scope.states());
        try {
            return jsonata.evaluate(
                    bindings, scope.ambient().now(), scope.ambient().random());
        } catch (JsonataError e) {
            throw QueryFailure.inField(
                    field, subject(field) + "threw an error during evaluation. " + e.code() + ": " + e.text());
        }
    }

    private String subject(String field) {
        return "The JSONata expression '" + source + "' specified for the field '" + field + "' ";
    }

    /// What it refers to.
    public References references() {
        return references;
    }

    /// The expression without its `{%` and `%}`, trimmed, as AWS quotes it.
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}
