package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A path to exactly one place of the input, as ResultPath needs it: `$`, names and single indices. Immutable.
///
/// @see <a href="https://states-language.net/spec.html#ref-paths">Reference paths</a>
public final class ReferencePath {
    private final JsonPath path;
    private final List<Segment.Definite> steps;

    private ReferencePath(JsonPath path) {
        this.path = path;
        this.steps = path.steps();
    }

    /// Compiles a reference path. @throws InvalidQuery if it isn't one
    public static ReferencePath compile(String text) {
        JsonPath path = JsonPath.compile(text);
        if (!path.intoInput()) throw new InvalidQuery("'" + text + "' is no reference path into the state's input");
        return new ReferencePath(path);
    }

    /// A copy of `root` with `value` at this place, creating missing objects on the way; `root` itself stays as it is.
    ///
    /// @throws QueryFailure `States.ResultPathMatchFailure` if something on the way has no such place
    public JsonNode insert(JsonNode root, JsonNode value) {
        return place(root, 0, value, root);
    }

    private JsonNode place(@Nullable JsonNode here, int step, JsonNode value, JsonNode root) {
        if (step == steps.size()) return value;
        return switch (steps.get(step)) {
            case Segment.Name(var name) -> {
                if (here != null && !here.isObject()) throw mismatch(root);
                ObjectNode copy = Json.object();
                if (here instanceof ObjectNode object) copy.setAll(object);
                copy.set(name, place(here == null ? null : here.get(name), step + 1, value, root));
                yield copy;
            }
            case Segment.Index(var index) -> {
                if (!(here instanceof ArrayNode array)) throw mismatch(root);
                int position = index < 0 ? array.size() + index : index;
                if (position < 0 || position >= array.size()) throw mismatch(root);
                ArrayNode copy = Json.array().addAll(array);
                copy.set(position, place(array.get(position), step + 1, value, root));
                yield copy;
            }
            case Segment.Members members -> throw new IllegalStateException("no reference path: " + path);
        };
    }

    private QueryFailure mismatch(JsonNode root) {
        return new QueryFailure(
                QueryFailure.RESULT_PATH_MATCH_FAILURE,
                "Unable to apply ReferencePath " + path.text() + " to input " + Json.write(root),
                null);
    }

    /// The text it was compiled from.
    public String text() {
        return path.text();
    }
}
