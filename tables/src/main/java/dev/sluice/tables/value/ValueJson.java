package dev.sluice.tables.value;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Attribute values as they stand in requests, answers and rows: `{"S": "text"}`, `{"N": "1.5"}`, `{"L": […]}`.
public final class ValueJson {
    /// How deep lists and maps may nest in an item.
    public static final int NESTING_LEVELS_MAX = 32;

    private ValueJson() {}

    /// Reads attributes by name: an item, a key or the values of an expression.
    ///
    /// @throws Refused with DynamoDB's text if one isn't a value
    public static Value.Document readItem(JsonNode json) {
        return new Value.Document(readMap(json, 1));
    }

    /// Reads one value. @throws Refused with DynamoDB's text
    public static Value read(JsonNode json) {
        return read(json, 0);
    }

    /// Writes attributes by name.
    public static ObjectNode write(Value.Document item) {
        ObjectNode json = Json.object();
        item.attributes().forEach((name, value) -> json.set(name, write(value)));
        return json;
    }

    /// Writes one value.
    public static ObjectNode write(Value value) {
        ObjectNode json = Json.object();
        json.set(value.type(), content(value));
        return json;
    }

    /// The size DynamoDB counts for an item, bytes: names, values and an overhead for each list and map.
    ///
    /// @see <a
    // href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
    // sizes</a>
    public static int itemBytes(Value.Document item) {
        int bytes = 0;
        for (var attribute : item.attributes().entrySet())
            bytes += Json.utf8Bytes(attribute.getKey()) + bytes(attribute.getValue());
        return bytes;
    }

    private static int bytes(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Json.utf8Bytes(text);
            case Value.Num(var number) -> Numbers.sizeBytes(number);
            case Value.Blob(byte[] bytes) -> bytes.length;
            case Value.Bool _, Value.Nil _ -> 1;
            case Value.Sequence(List<Value> elements) ->
                3 + elements.stream().mapToInt(e -> 1 + bytes(e)).sum();
            case Value.Document document -> 3 + document.attributes().size() + itemBytes(document);
            case Value.Group(var _, var members) ->
                members.stream().mapToInt(ValueJson::bytes).sum();
        };
    }

    private static JsonNode content(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Json.text(text);
            case Value.Num(var number) -> Json.text(Numbers.text(number));
            case Value.Blob(byte[] bytes) -> Json.text(Base64.getEncoder().encodeToString(bytes));
            case Value.Bool(boolean truth) -> Json.bool(truth);
            case Value.Nil() -> Json.bool(true);
            case Value.Sequence(List<Value> elements) -> {
                ArrayNode list = Json.array();
                elements.forEach(element -> list.add(write(element)));
                yield list;
            }
            case Value.Document document -> write(document);
            case Value.Group(var _, SortedSet<Value.Scalar> members) -> {
                ArrayNode list = Json.array();
                members.forEach(member -> list.add(content(member)));
                yield list;
            }
        };
    }

    private static Value read(JsonNode json, int level) {
        if (level > NESTING_LEVELS_MAX)
            throw invalid("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
                    + " beyond supported limit");
        if (!json.isObject() || json.isEmpty())
            throw invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        if (json.size() > 1)
            throw invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
                    + " supported datatypes");
        var only = json.properties().iterator().next();
        return read(only.getKey(), only.getValue(), level);
    }

    private static Value read(String type, JsonNode content, int level) {
        return switch (type) {
            case "S" -> new Value.Text(text(content));
            case "N" -> new Value.Num(Numbers.parse(text(content)));
            case "B" -> new Value.Blob(bytes(content));
            case "BOOL" ->
                new Value.Bool(
                        content.isBoolean()
                                ? content.asBoolean()
                                : text(content).equals("true"));
            case "NULL" -> nil(content);
            case "L" -> {
                List<Value> elements = new ArrayList<>(content.size());
                for (JsonNode element : content) elements.add(read(element, level + 1));
                yield new Value.Sequence(elements);
            }
            case "M" -> new Value.Document(readMap(content, level + 1));
            case "SS" -> group(type, content, "string", e -> new Value.Text(text(e)));
            case "NS" -> group(type, content, "number", e -> new Value.Num(Numbers.parse(text(e))));
            case "BS" -> group(type, content, "binary", e -> new Value.Blob(bytes(e)));
            default ->
                throw invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        };
    }

    private static Map<String, Value> readMap(JsonNode json, int level) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (var field : json.properties()) attributes.put(field.getKey(), read(field.getValue(), level));
        return attributes;
    }

    private static Value nil(JsonNode content) {
        if (content.asBoolean(false)) return new Value.Nil();
        throw parameter("Null attribute value types must have the value of true");
    }

    private static Value group(String type, JsonNode content, String kind, Function<JsonNode, Value.Scalar> member) {
        // Both the article and the two spaces are DynamoDB's own.
        if (content.isEmpty()) throw parameter("An " + kind + " set  may not be empty");
        SortedSet<Value.Scalar> members = new TreeSet<>();
        for (JsonNode element : content) {
            if (!members.add(member.apply(element))) throw duplicates(type, content);
        }
        return new Value.Group(type, members);
    }

    private static Refused duplicates(String type, JsonNode content) {
        if (type.equals("NS")) return invalid("Input collection contains duplicates");
        List<String> texts = new ArrayList<>();
        content.forEach(element -> texts.add(element.asString()));
        return parameter("Input collection [" + String.join(", ", texts) + "] contains duplicates.");
    }

    private static String text(JsonNode content) {
        if (content.isString()) return content.asString();
        throw new Refused("SerializationException", "Expected a string where an attribute value's text belongs");
    }

    private static byte[] bytes(JsonNode content) {
        try {
            return Base64.getDecoder().decode(text(content).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new Refused("SerializationException", "Base64 encoded length is expected a multiple of 4 bytes");
        }
    }

    private static Refused parameter(String message) {
        return invalid("One or more parameter values were invalid: " + message);
    }

    private static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }
}
