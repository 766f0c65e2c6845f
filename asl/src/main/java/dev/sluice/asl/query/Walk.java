package dev.sluice.asl.query;

import tools.jackson.databind.JsonNode;

/// One evaluation of a path: what its filters may refer to, and how far it may still go.
final class Walk {
    /// Nodes one evaluation may look at; `$..*..*..*` multiplies, so a small document isn't bound enough.
    static final int NODES_MAX = 2_000_000;

    private final Scope scope;
    private final JsonNode document;
    private int nodes;

    Walk(Scope scope, JsonNode document) {
        this.scope = scope;
        this.document = document;
    }

    Scope scope() {
        return scope;
    }

    JsonNode document() {
        return document;
    }

    void visit() {
        if (++nodes > NODES_MAX) throw tooMuch();
    }

    QueryFailure tooMuch() {
        String cause = "The JSONPath looks at more than " + NODES_MAX + " nodes or nests too deep.";
        return new QueryFailure(QueryFailure.RUNTIME, cause, null);
    }

    /// A text as a regular expression may read it: each character read counts, so backtracking can't run away.
    CharSequence bounded(String text) {
        return new Metered(text, this::visit);
    }
}
