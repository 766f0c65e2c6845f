package dev.sluice.asl.query.jsonata;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// An array made by an evaluation, with the marks by which JSONata tells a query's result from an array value.
final class Sequence extends ArrayNode {
    /// A query's result: alone it stands for its only element, empty for nothing.
    final boolean sequence;

    /// Marked by `[]`: stays an array even with one element.
    boolean keepSingleton;

    /// Made by `[…]` as a step: isn't flattened into what surrounds it.
    boolean constructed;

    /// Elements are tuples: objects of `@` and the variables bound on the way.
    boolean tuples;

    private Sequence(boolean sequence) {
        super(JsonNodeFactory.instance);
        this.sequence = sequence;
    }

    static Sequence empty() {
        return new Sequence(true);
    }

    static Sequence of(@Nullable JsonNode only) {
        Sequence sequence = new Sequence(true);
        if (only != null) sequence.add(only);
        return sequence;
    }

    /// An array that is no query's result.
    static Sequence array() {
        return new Sequence(false);
    }

    static boolean isSequence(@Nullable JsonNode value) {
        return value instanceof Sequence marked && marked.sequence;
    }
}
