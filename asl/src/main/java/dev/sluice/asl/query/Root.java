package dev.sluice.asl.query;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where a path starts.
sealed interface Root {
    /// `$`: the state's input; inside a filter, the document the whole path reads.
    record Input() implements Root {}

    /// `$$`: the context object.
    record Context() implements Root {}

    /// `$name`: a workflow variable.
    record Variable(String name) implements Root {}

    /// `@`, only inside a filter: the node being tested.
    record Current() implements Root {}

    /// The node a path outside of filters starts from; null for a variable that hasn't been assigned.
    default @Nullable JsonNode of(Scope scope) {
        return switch (this) {
            case Input() -> scope.input();
            case Context() -> scope.context();
            case Variable(var name) -> scope.variables().get(name);
            case Current() -> throw new IllegalStateException("@ outside a filter");
        };
    }

    /// The node a path inside a filter starts from.
    default @Nullable JsonNode of(Walk walk, JsonNode current) {
        return switch (this) {
            case Input() -> walk.document();
            case Current() -> current;
            case Context c -> of(walk.scope());
            case Variable v -> of(walk.scope());
        };
    }
}
