package dev.sluice.tables.store;

import dev.sluice.core.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A table as it is defined.
///
/// @param id names its rows; never used for another table
/// @param definition CreateTable's members, and what was added since: `TableId`, `CreationDateTime`, `Tags`, `Ttl`
/// @param expiryAttribute the attribute holding each item's time to live; null where that is off
public record Table(
        long id,
        String name,
        ObjectNode definition,
        KeySchema key,
        List<Index> indexes,
        @Nullable String expiryAttribute) {
    /// The members that hold indexes.
    public static final String GLOBAL = "GlobalSecondaryIndexes";

    /// See [#GLOBAL].
    public static final String LOCAL = "LocalSecondaryIndexes";

    /// Reads a definition.
    static Table of(long id, String name, ObjectNode definition) {
        Map<String, String> types = new HashMap<>();
        for (JsonNode attribute : definition.path("AttributeDefinitions"))
            types.put(
                    attribute.path("AttributeName").asString(),
                    attribute.path("AttributeType").asString());
        KeySchema key = KeySchema.of(definition.path("KeySchema"), types);
        List<Index> indexes = new ArrayList<>();
        for (JsonNode index : definition.path(GLOBAL)) indexes.add(Index.of(index, true, key, types));
        for (JsonNode index : definition.path(LOCAL)) indexes.add(Index.of(index, false, key, types));
        JsonNode expiry = definition.path("Ttl").path("AttributeName");
        return new Table(id, name, definition, key, indexes, expiry.isString() ? expiry.asString() : null);
    }

    /// The index of this name. @throws Refused if there is none
    public Index index(String indexName) {
        for (Index index : indexes) if (index.name().equals(indexName)) return index;
        throw new Refused("ValidationException", "The table does not have the specified index: " + indexName);
    }

    /// A definition of its own to change; tell [Catalogue#redefine] afterwards.
    public ObjectNode copyOfDefinition() {
        return definition.deepCopy();
    }
}
