package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A compiled path of the States Language: `$`, `$$`, `$name`, names, indices, slices, wildcards, unions, `..`, filters
/// and a function at the end, with the meaning of Jayway's JsonPath, which AWS runs. Immutable.
///
/// @see <a href="https://states-language.net/spec.html#path">Paths</a>
public final class JsonPath implements Selection {
    private final String text;
    private final Root root;
    private final Segment.Definite[] lead;
    private final List<Segment> rest;
    private final @Nullable PathFunction function;

    JsonPath(String text, Root root, List<Segment> segments, @Nullable PathFunction function) {
        int definite = 0;
        while (definite < segments.size() && segments.get(definite) instanceof Segment.Definite) definite++;
        this.text = text;
        this.root = root;
        this.lead = segments.subList(0, definite).toArray(Segment.Definite[]::new);
        this.rest = segments.subList(definite, segments.size());
        this.function = function;
    }

    /// Compiles a path. @throws InvalidQuery if it isn't one
    public static JsonPath compile(String text) {
        Cursor cursor = new Cursor(text, 0);
        if (cursor.peek() != '$') throw cursor.failure("a path starts with '$'");
        JsonPath path = new PathParser(cursor, 0).path();
        if (!cursor.atEnd()) throw cursor.failure("unexpected '" + cursor.peek() + "'");
        return path;
    }

    /// The value for fields such as InputPath, OutputPath, ItemsPath and TimeoutSecondsPath.
    ///
    /// @throws QueryFailure `States.Runtime`, "Invalid path '$.x' : No results for path: $['x']"
    public JsonNode read(Scope scope) {
        JsonNode found = lookUp(scope);
        if (found != null) return found;
        throw new QueryFailure(QueryFailure.RUNTIME, "Invalid path '" + text + "' : " + reason(scope), null);
    }

    /// The value for a `.$` field, ErrorPath or CausePath.
    ///
    /// @throws QueryFailure `States.Runtime`, "The JSONPath '$.x' specified for the field 'y.$' could not be found
    /// …"
    @Override
    public JsonNode evaluate(Scope scope, String field) {
        JsonNode found = lookUp(scope);
        if (found != null) return found;
        // As recorded: a wildcard, slice or filter below something that isn't there finds nothing, and that is no
        // error.
        if (!definite() && function == null && root instanceof Root.Input) return Json.array();
        throw new QueryFailure(
                QueryFailure.RUNTIME,
                "The JSONPath '" + text + "' specified for the field '" + field + "' could not be found in the input '"
                        + Json.write(scope.input()) + "'",
                null);
    }

    /// The value, or empty where the path finds nothing; for Choice's `Variable`, `IsPresent` and `SecondsPath`.
    public Optional<JsonNode> find(Scope scope) {
        return Optional.ofNullable(lookUp(scope));
    }

    /// Whether it names at most one value (only names and single indices); otherwise it gives an array.
    public boolean definite() {
        return rest.isEmpty();
    }

    /// Whether it may stand where the language wants a reference path: no wildcard, union, slice, filter, descent or
    /// function.
    public boolean reference() {
        return rest.isEmpty()
                && function == null
                && (lead.length == 0 || !(lead[lead.length - 1] instanceof Segment.Members));
    }

    /// Whether it is a reference path into the input alone, as ResultPath must be.
    boolean intoInput() {
        return reference() && root instanceof Root.Input;
    }

    List<Segment.Definite> steps() {
        return List.of(lead);
    }

    @Override
    public References references() {
        References own =
                root instanceof Root.Variable(var name) ? new References(Set.of(name), Set.of()) : References.NONE;
        if (rest.isEmpty()) return own;
        return References.union(Stream.concat(Stream.of(own), rest.stream().map(Segment::references))
                .toList());
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    private @Nullable JsonNode lookUp(Scope scope) {
        JsonNode start = root.of(scope);
        if (start == null) return null;
        if (rest.isEmpty() && function == null) return led(start);
        Walk walk = new Walk(scope, start);
        try {
            return from(start, walk);
        } catch (StackOverflowError e) {
            // Steps are counted, but the regular expression engine recurses by itself.
            throw walk.tooMuch();
        }
    }

    /// The value seen from a node inside a filter.
    @Nullable
    JsonNode inFilter(JsonNode current, Walk walk) {
        JsonNode start = root.of(walk, current);
        return start == null ? null : from(start, walk);
    }

    private @Nullable JsonNode from(JsonNode start, Walk walk) {
        JsonNode node = led(start);
        if (node == null && !rest.isEmpty() && isBeyondArray(start)) return Json.array();
        if (node != null && !rest.isEmpty()) node = rest.getFirst().fits(node) ? all(node, walk) : null;
        return node == null || function == null ? node : function.apply(node);
    }

    private @Nullable JsonNode led(JsonNode start) {
        JsonNode node = start;
        for (Segment.Definite segment : lead) {
            node = segment.step(node);
            if (node == null) return null;
        }
        return node;
    }

    /// Whether the definite part ends at an index an array doesn't have: for Jayway that selects nothing, which is an
    /// answer where an array is expected, while a missing name is a failure.
    private boolean isBeyondArray(JsonNode start) {
        JsonNode node = start;
        for (Segment.Definite segment : lead) {
            JsonNode next = segment.step(node);
            if (next == null) return node.isArray() && segment instanceof Segment.Index;
            node = next;
        }
        return false;
    }

    private ArrayNode all(JsonNode start, Walk walk) {
        ArrayNode found = Json.array();
        collect(0, start, walk, found::add);
        return found;
    }

    private void collect(int step, JsonNode node, Walk walk, Consumer<JsonNode> found) {
        if (step == rest.size()) found.accept(node);
        else rest.get(step).each(node, walk, next -> collect(step + 1, next, walk, found));
    }

    /// Why it found nothing, in the words of the library AWS runs.
    private String reason(Scope scope) {
        JsonNode node = root.of(scope);
        StringBuilder path = new StringBuilder("$");
        for (int i = 0; node != null && i < lead.length; i++) {
            node = lead[i].step(node);
            path.append(lead[i].bracketed());
            boolean last = i == lead.length - 1 && rest.isEmpty();
            if (node == null && !last && lead[i] instanceof Segment.Name) return "Missing property in path " + path;
        }
        return "No results for path: " + bracketed();
    }

    private String bracketed() {
        StringBuilder path = new StringBuilder("$");
        for (Segment segment : lead) path.append(segment.bracketed());
        for (Segment segment : rest) path.append(segment.bracketed());
        return path.toString();
    }
}
