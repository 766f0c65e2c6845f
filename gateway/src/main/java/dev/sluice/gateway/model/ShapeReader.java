package dev.sluice.gateway.model;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Builds one shape from its line in a model file.
final class ShapeReader {
    private final ServiceModel model;
    private final String name;
    private final JsonNode node;

    ShapeReader(ServiceModel model, String name, JsonNode node) {
        this.model = model;
        this.name = name;
        this.node = node;
    }

    Shape read() {
        String type = node.path("type").asString();
        return switch (type) {
            case "structure" -> flag("document") ? new Shape.Document(name) : structure();
            case "list" -> new Shape.Sequence(name, member("member", node.path("member")), bounds(), flag("flattened"));
            case "map" -> dictionary();
            case "string", "character" -> text();
            case "blob" -> new Shape.Blob(name, bounds(), flag("streaming"));
            case "integer", "short", "byte" -> new Shape.Whole(name, bounds(), false);
            case "long", "biginteger" -> new Shape.Whole(name, bounds(), true);
            case "double", "float", "bigdecimal" -> new Shape.Real(name, bounds());
            case "boolean" -> new Shape.Bool(name);
            case "timestamp" ->
                new Shape.Time(name, node.path("timestampFormat").asString(null));
            default -> throw new IllegalStateException("shape " + name + " has the unknown type " + type);
        };
    }

    private Shape structure() {
        Map<String, Member> members = new LinkedHashMap<>();
        node.path("members").properties().forEach(m -> members.put(m.getKey(), member(m.getKey(), m.getValue())));
        Set<String> required = new HashSet<>(ServiceModel.texts(node.path("required")));
        Shape.ErrorTrait error = flag("exception")
                ? new Shape.ErrorTrait(
                        node.path("error").asString(name), node.path("status").asInt(0))
                : null;
        return new Shape.Structure(
                name,
                ServiceModel.ordered(members),
                Set.copyOf(required),
                node.path("payload").asString(null),
                flag("union"),
                error);
    }

    private Shape dictionary() {
        return new Shape.Dictionary(
                name,
                member("key", node.path("key")),
                member("value", node.path("value")),
                bounds(),
                flag("flattened"),
                node.path("queryName").asString(node.path("locationName").asString("")));
    }

    private Shape text() {
        return new Shape.Text(name, bounds(), pattern(), ServiceModel.texts(node.path("enum")), flag("sensitive"));
    }

    private @Nullable Pattern pattern() {
        String text = node.path("pattern").asString(null);
        if (text == null) return null;
        try {
            return Pattern.compile(text, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return null; // A few are written in another dialect; the service's own checks stand in.
        }
    }

    private Shape.Bounds bounds() {
        BigDecimal min = node.has("min") ? node.path("min").asDecimal() : null;
        BigDecimal max = node.has("max") ? node.path("max").asDecimal() : null;
        return min == null && max == null ? Shape.Bounds.NONE : new Shape.Bounds(min, max);
    }

    private Member member(String memberName, JsonNode m) {
        String wire = m.path("locationName").asString(memberName);
        return new Member(
                model,
                memberName,
                m.path("shape").asString(),
                location(m.path("location").asString("")),
                wire,
                m.path("queryName").asString(wire),
                m.path("flattened").asBoolean(false),
                m.path("timestampFormat").asString(null));
    }

    private static Member.Location location(String text) {
        return switch (text) {
            case "uri" -> Member.Location.URI;
            case "querystring" -> Member.Location.QUERY;
            case "header" -> Member.Location.HEADER;
            case "headers" -> Member.Location.HEADERS;
            case "statusCode" -> Member.Location.STATUS;
            default -> Member.Location.BODY;
        };
    }

    private boolean flag(String key) {
        return node.path(key).asBoolean(false);
    }
}
