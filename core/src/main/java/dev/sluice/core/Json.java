package dev.sluice.core;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes JSON trees, keeping key order, 20-digit integers and decimals such as `1e400` exact.
///
/// A tree that has been handed to somebody else is never changed afterwards; to change one, copy it first.
public final class Json {
    /// How deep arrays and objects may nest in anything that is read; AWS answers an error far before this.
    public static final int NESTING_DEPTH_MAX = 2_000;

    /// Digits of one number; past it, multiplying out such a number would cost more than the request is worth.
    public static final int NUMBER_DIGITS_MAX = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_DEPTH_MAX)
                            .maxNumberLength(NUMBER_DIGITS_MAX)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader ONCE_EACH = MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private Json() {}

    /// Parses exactly one JSON text; of a repeated key the last one counts, as for AWS's payloads.
    ///
    /// @throws MalformedJson if it isn't one or nests too deep
    public static JsonNode parse(String text) {
        return parse(text, MAPPER.reader());
    }

    /// Parses one JSON text written by a person, such as a definition, in which a repeated key is a mistake.
    ///
    /// @throws MalformedJson if it isn't one, nests too deep or repeats a key
    public static JsonNode parseStrict(String text) {
        return parse(text, ONCE_EACH);
    }

    private static JsonNode parse(String text, ObjectReader reader) {
        try {
            JsonNode node = reader.readTree(text);
            if (node.isMissingNode()) throw new MalformedJson("no JSON value found", null);
            return node;
        } catch (JacksonException e) {
            throw new MalformedJson(e.getOriginalMessage(), e);
        }
    }

    /// Parses UTF-8 bytes. @throws MalformedJson as [#parse(String)] does
    public static JsonNode parse(byte[] utf8) {
        try {
            JsonNode node = MAPPER.readTree(utf8);
            if (node.isMissingNode()) throw new MalformedJson("no JSON value found", null);
            return node;
        } catch (JacksonException e) {
            throw new MalformedJson(e.getOriginalMessage(), e);
        }
    }

    /// Parses a text that must hold an object. @throws MalformedJson if it holds anything else
    public static ObjectNode parseObject(String text) {
        if (parse(text) instanceof ObjectNode object) return object;
        throw new MalformedJson("expected a JSON object", null);
    }

    /// The compact text of a tree, keys in their order.
    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// The compact UTF-8 bytes of a tree.
    public static byte[] writeBytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /// The text of a tree for people: two-space indentation.
    public static String writePretty(JsonNode node) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    /// Length in bytes of the compact UTF-8 text: what AWS's payload quotas count.
    public static int sizeBytes(JsonNode node) {
        return node.isString() && node.asString().isEmpty() ? 2 : writeBytes(node).length;
    }

    /// A new, empty object.
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /// A new object with one text under each key: `object("Error", "States.Timeout", "Cause", "…")`.
    public static ObjectNode object(String... keysAndTexts) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < keysAndTexts.length; i += 2) object.put(keysAndTexts[i], keysAndTexts[i + 1]);
        return object;
    }

    /// A new object with these fields, in the map's order.
    public static ObjectNode object(Map<String, ? extends JsonNode> fields) {
        ObjectNode object = NODES.objectNode();
        fields.forEach(object::set);
        return object;
    }

    /// A new, empty array.
    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /// A text node.
    public static JsonNode text(String value) {
        return NODES.stringNode(value);
    }

    /// An integer node.
    public static JsonNode number(long value) {
        return NODES.numberNode(value);
    }

    /// A boolean node.
    public static JsonNode bool(boolean value) {
        return NODES.booleanNode(value);
    }

    /// The JSON null.
    public static JsonNode nothing() {
        return NODES.nullNode();
    }

    /// UTF-8 length of a text without encoding it into a new array where it is plain ASCII.
    public static int utf8Bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return text.getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }
}
