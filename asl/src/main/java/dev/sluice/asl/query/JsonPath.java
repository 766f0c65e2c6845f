package dev.sluice.asl.query;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A compiled path of the States Language. Immutable.
public final class JsonPath implements Selection {
    private final String text;

    private JsonPath(String text) {
        this.text = text;
    }

    /// Compiles a path. @throws InvalidQuery if it isn't one
    public static JsonPath compile(String text) {
        return new JsonPath(text);
    }

    /// The value for fields such as InputPath, OutputPath, ItemsPath and TimeoutSecondsPath.
    ///
    /// @throws QueryFailure `States.Runtime`, "Invalid path '$.x' : No results for path: $['x']"
    public JsonNode read(Scope scope) {
        return find(scope).orElseThrow();
    }

    /// The value for a `.$` field, ErrorPath or CausePath.
    ///
    /// @throws QueryFailure `States.Runtime`, "The JSONPath '$.x' specified for the field 'y.$' could not be found
    // …"
    @Override
    public JsonNode evaluate(Scope scope, String field) {
        return find(scope).orElseThrow();
    }

    /// The value, or empty where the path finds nothing; for Choice's `Variable`, `IsPresent` and `SecondsPath`.
    public Optional<JsonNode> find(Scope scope) {
        return Optional.empty();
    }

    /// Whether it names at most one value (only names and single indices); otherwise it gives an array.
    public boolean definite() {
        return true;
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
