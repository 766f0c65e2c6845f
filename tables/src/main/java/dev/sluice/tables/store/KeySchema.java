package dev.sluice.tables.store;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.tables.expression.KeyCondition.KeyAttribute;
import dev.sluice.tables.value.KeyBytes;
import dev.sluice.tables.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The key attributes of a table or an index.
public record KeySchema(KeyAttribute partition, @Nullable KeyAttribute sort) {
    /// Length of a partition key's value, bytes.
    public static final int PARTITION_BYTES_MAX = 2_048;

    /// Length of a sort key's value, bytes.
    public static final int SORT_BYTES_MAX = 1_024;

    /// Reads a KeySchema whose attributes have these types.
    static KeySchema of(JsonNode schema, Map<String, String> types) {
        return new KeySchema(
                attribute(schema.get(0), types), schema.size() > 1 ? attribute(schema.get(1), types) : null);
    }

    private static KeyAttribute attribute(JsonNode element, Map<String, String> types) {
        String name = element.path("AttributeName").asString();
        return new KeyAttribute(name, types.getOrDefault(name, "S"));
    }

    /// Its attributes, one or two.
    public List<KeyAttribute> attributes() {
        return Stream.of(partition, sort).filter(java.util.Objects::nonNull).toList();
    }

    /// The part of an item that is its key.
    public Value.Document of(Value.Document item) {
        Map<String, Value> key = new LinkedHashMap<>();
        for (KeyAttribute attribute : attributes()) {
            Value value = item.attributes().get(attribute.name());
            if (value != null) key.put(attribute.name(), value);
        }
        return new Value.Document(key);
    }

    /// The partition's bytes of an item that has this key.
    public byte[] partitionBytes(Value.Document item) {
        return KeyBytes.partition(scalar(item, partition));
    }

    /// The sort key's bytes of an item that has this key; empty where there is no sort key.
    public byte[] sortBytes(Value.Document item) {
        return sort == null ? new byte[0] : KeyBytes.sort(scalar(item, sort));
    }

    /// Whether the item has all of the key's attributes, with content and of the right types.
    public boolean isIn(Value.Document item) {
        return attributes().stream()
                .allMatch(key -> item.attributes().get(key.name()) instanceof Value.Scalar value
                        && value.type().equals(key.type())
                        && KeyBytes.sort(value).length > 0);
    }

    /// A `Key` must be the key and nothing but the key. @throws Refused with DynamoDB's text
    public void requireKey(Value.Document key) {
        boolean matches = key.attributes().size() == attributes().size();
        for (KeyAttribute attribute : attributes()) {
            Value value = key.attributes().get(attribute.name());
            matches &= value != null && value.type().equals(attribute.type());
        }
        if (!matches) throw invalid("The provided key element does not match the schema");
        requireContent(key);
    }

    /// An item must hold the key. @throws Refused with DynamoDB's text
    public void requireInItem(Value.Document item) {
        for (KeyAttribute attribute : attributes()) {
            Value value = item.attributes().get(attribute.name());
            if (value == null)
                throw invalid("One or more parameter values were invalid: Missing the key " + attribute.name()
                        + " in the item");
            if (!value.type().equals(attribute.type()))
                throw invalid("One or more parameter values were invalid: Type mismatch for key " + attribute.name()
                        + " expected: " + attribute.type() + " actual: " + value.type());
        }
        requireContent(item);
    }

    private void requireContent(Value.Document item) {
        for (KeyAttribute attribute : attributes()) {
            Value.Scalar value = scalar(item, attribute);
            int bytes = KeyBytes.sort(value).length;
            if (bytes == 0)
                throw invalid(
                        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot"
                                + " contain an empty " + (value instanceof Value.Text ? "string" : "binary")
                                + " value. Key: "
                                + attribute.name());
            // The missing blank is DynamoDB's own.
            if (attribute.equals(partition) && bytes > PARTITION_BYTES_MAX)
                throw invalid("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size"
                        + " limit of" + PARTITION_BYTES_MAX + " bytes");
            if (attribute.equals(sort) && bytes > SORT_BYTES_MAX)
                throw invalid(
                        "One or more parameter values were invalid: Aggregated size of all range keys has exceeded"
                                + " the size limit of " + SORT_BYTES_MAX + " bytes");
        }
    }

    private static Value.Scalar scalar(Value.Document item, KeyAttribute attribute) {
        if (item.attributes().get(attribute.name()) instanceof Value.Scalar scalar) return scalar;
        throw new IllegalStateException("no key " + attribute + " in " + Json.utf8Bytes(item.toString()) + " bytes");
    }

    private static Refused invalid(String message) {
        return new Refused("ValidationException", message);
    }
}
