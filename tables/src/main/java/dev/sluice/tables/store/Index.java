package dev.sluice.tables.store;

import dev.sluice.core.Refused;
import dev.sluice.tables.expression.KeyCondition.KeyAttribute;
import dev.sluice.tables.value.KeyBytes;
import dev.sluice.tables.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A secondary index.
///
/// @param id names its entries; never used for another index
/// @param global whether its partition key is its own
/// @param projected the attributes it holds; null for all
public record Index(
        long id,
        String name,
        boolean global,
        KeySchema key,
        @Nullable Set<String> projected) {
    static Index of(JsonNode json, boolean global, KeySchema table, Map<String, String> types) {
        KeySchema key = KeySchema.of(json.path("KeySchema"), types);
        Set<String> projected = null;
        JsonNode projection = json.path("Projection");
        if (!projection.path("ProjectionType").asString("ALL").equals("ALL")) {
            projected = new LinkedHashSet<>();
            for (KeyAttribute attribute : table.attributes()) projected.add(attribute.name());
            for (KeyAttribute attribute : key.attributes()) projected.add(attribute.name());
            for (JsonNode name : projection.path("NonKeyAttributes")) projected.add(name.asString());
        }
        return new Index(json.path("id").asLong(), json.path("IndexName").asString(), global, key, projected);
    }

    /// Where an item's entry stands in its partition: by sort key, then by the table's key.
    public byte[] place(Value.Document item, KeySchema table) {
        byte[] base = KeyBytes.joined(table.partitionBytes(item), table.sortBytes(item));
        return KeyBytes.joined(key.sortBytes(item), base);
    }

    /// What the index holds of an item.
    public Value.Document project(Value.Document item) {
        if (projected == null) return item;
        Map<String, Value> held = new LinkedHashMap<>(item.attributes());
        held.keySet().retainAll(projected);
        return new Value.Document(held);
    }

    /// An item with a key attribute of the wrong type or without content can't be indexed, so it can't be written.
    void requireIndexable(Value.Document item) {
        for (KeyAttribute attribute : key.attributes()) {
            Value value = item.attributes().get(attribute.name());
            if (value == null) continue;
            if (!value.type().equals(attribute.type()))
                throw new Refused(
                        "ValidationException",
                        "One or more parameter values were invalid: Type mismatch for Index Key " + attribute.name()
                                + " Expected: " + attribute.type() + " Actual: " + value.type() + " IndexName: "
                                + name);
            if (value instanceof Value.Scalar scalar && KeyBytes.sort(scalar).length == 0)
                throw new Refused(
                        "ValidationException",
                        "One or more parameter values are not valid. A value specified for a secondary index key is not"
                                + " supported. The AttributeValue for a key attribute cannot contain an empty "
                                + (scalar instanceof Value.Text ? "string" : "binary") + " value. IndexName: " + name
                                + ", IndexKey: " + attribute.name());
        }
    }
}
