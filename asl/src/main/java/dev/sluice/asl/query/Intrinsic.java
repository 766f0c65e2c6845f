package dev.sluice.asl.query;

import tools.jackson.databind.JsonNode;

/// A compiled call of an intrinsic function such as `States.Format('{}', $.name)`. Immutable.
public final class Intrinsic implements Selection {
    private final String text;

    private Intrinsic(String text) {
        this.text = text;
    }

    /// Compiles a call, with all calls nested in it. @throws InvalidQuery if it isn't one
    public static Intrinsic compile(String text) {
        return new Intrinsic(text);
    }

    @Override
    public JsonNode evaluate(Scope scope, String field) {
        throw new QueryFailure(QueryFailure.INTRINSIC_FAILURE, text, null);
    }

    @Override
    public References references() {
        return References.NONE;
    }

    @Override
    public String text() {
        return text;
    }
}
