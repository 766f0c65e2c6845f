package dev.sluice.asl.query;

import tools.jackson.databind.JsonNode;

/// What a `.$` field, ErrorPath or CausePath may hold: a path or a call of an intrinsic function.
public sealed interface Selection permits JsonPath, Intrinsic {
    /// Compiles either form. @throws InvalidQuery if it is neither
    static Selection compile(String text) {
        return text.startsWith("$") ? JsonPath.compile(text) : Intrinsic.compile(text);
    }

    /// The selected or computed value.
    ///
    /// @param field the field as AWS names it in a failure, such as `value.$` or `ErrorPath`
    /// @throws QueryFailure with AWS's error and text if there is none
    JsonNode evaluate(Scope scope, String field);

    /// What it refers to.
    References references();

    /// The text it was compiled from.
    String text();
}
