package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonataTemplate;
import dev.sluice.asl.query.PayloadTemplate;
import dev.sluice.asl.query.Scope;
import tools.jackson.databind.JsonNode;

/// A JSON value with expressions in it, in either query language.
public sealed interface Template {
    /// The value. @param field where it stands, for JSONata's failures
    JsonNode evaluate(Scope scope, String field);

    /// Members ending in `.$` are paths or intrinsic calls.
    record ByPaths(PayloadTemplate template) implements Template {
        @Override
        public JsonNode evaluate(Scope scope, String field) {
            return template.evaluate(scope);
        }
    }

    /// Texts in `{% … %}` are expressions.
    record ByJsonata(JsonataTemplate template) implements Template {
        @Override
        public JsonNode evaluate(Scope scope, String field) {
            return template.evaluate(scope, field);
        }
    }
}
