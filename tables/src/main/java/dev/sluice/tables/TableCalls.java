package dev.sluice.tables;

import static dev.sluice.tables.Requests.invalid;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Index;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.Table;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// CreateTable, DescribeTable, ListTables, UpdateTable and DeleteTable. A table is ready as soon as it is answered.
final class TableCalls {
    private static final List<String> KEPT = List.of(
            "AttributeDefinitions",
            "KeySchema",
            "BillingMode",
            "ProvisionedThroughput",
            Table.GLOBAL,
            Table.LOCAL,
            "TableClass",
            "DeletionProtectionEnabled",
            "Tags");

    private final Database database;
    private final Catalogue catalogue;
    private final Items items;
    private final TableText text;
    private final InstantSource clock;

    TableCalls(Database database, Catalogue catalogue, Items items, TableText text, InstantSource clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.items = items;
        this.text = text;
        this.clock = clock;
    }

    JsonNode create(JsonNode request, Ids ids) {
        TableRules.check(request);
        String name = Catalogue.name(Requests.table(request));
        ObjectNode definition = Json.object();
        for (String member : KEPT) if (request.hasNonNull(member)) definition.set(member, request.get(member));
        definition = definition.deepCopy();
        definition.put("TableId", ids.next());
        definition.put("CreationDateTime", BigDecimal.valueOf(clock.millis(), 3));
        ObjectNode complete = definition;
        return database.write(tx -> {
            if (catalogue.find(tx, name).isPresent())
                throw new Refused("ResourceInUseException", "Table already exists: " + name);
            if (catalogue.all(tx).size() >= Tables.TABLES_MAX)
                throw new Refused(
                        "LimitExceededException",
                        "Subscriber limit exceeded: There is a limit of " + Tables.TABLES_MAX
                                + " tables per subscriber");
            return described(tx, "TableDescription", catalogue.create(tx, name, complete), "ACTIVE");
        });
    }

    JsonNode describe(JsonNode request) {
        return database.read(tx -> described(tx, "Table", named(tx, request), "ACTIVE"));
    }

    private Table named(Tx tx, JsonNode request) {
        String name = Catalogue.name(Requests.table(request));
        return catalogue
                .find(tx, name)
                .orElseThrow(() -> new Refused(
                        "ResourceNotFoundException", "Requested resource not found: Table: " + name + " not found"));
    }

    private ObjectNode described(Tx tx, String member, Table table, String status) {
        ObjectNode output = Json.object();
        output.set(member, text.describe(tx, table, status));
        return output;
    }

    JsonNode list(JsonNode request) {
        int limit = request.path("Limit").asInt(100);
        String after = request.path("ExclusiveStartTableName").asString("");
        List<String> names = database.read(tx -> catalogue.names(tx, after, limit + 1));
        boolean more = names.size() > limit;
        if (more) names = names.subList(0, limit);
        ObjectNode output = Json.object();
        ArrayNode listed = Json.array();
        names.forEach(listed::add);
        output.set("TableNames", listed);
        if (more) output.put("LastEvaluatedTableName", names.getLast());
        return output;
    }

    JsonNode delete(JsonNode request) {
        ObjectNode output = database.write(tx -> {
            Table table = named(tx, request);
            if (table.definition().path("DeletionProtectionEnabled").asBoolean(false))
                throw invalid(
                        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion"
                                + " protection first.");
            ObjectNode told = described(tx, "TableDescription", table, "DELETING");
            catalogue.remove(tx, table);
            return told;
        });
        clearRemoved();
        return output;
    }

    /// Frees the rows of tables that were deleted, a few at a time so that other writes get their turn.
    void clearRemoved() {
        boolean more = true;
        while (more) {
            more = database.write(tx -> {
                boolean left = false;
                for (Table table : catalogue.removed(tx)) left |= items.clear(tx, table);
                return left;
            });
        }
    }

    JsonNode update(JsonNode request) {
        for (String member : List.of(
                "ReplicaUpdates",
                "SSESpecification",
                "StreamSpecification",
                "WarmThroughput",
                "OnDemandThroughput",
                "MultiRegionConsistency")) {
            if (request.hasNonNull(member)) throw TableRules.unsupported(member);
        }
        return database.write(tx -> {
            Table table = named(tx, request);
            ObjectNode definition = table.copyOfDefinition();
            for (String member :
                    List.of("BillingMode", "ProvisionedThroughput", "TableClass", "DeletionProtectionEnabled"))
                if (request.hasNonNull(member)) definition.set(member, request.get(member));
            if (definition.path("BillingMode").asString("").equals("PAY_PER_REQUEST")) {
                definition.remove("ProvisionedThroughput");
                for (JsonNode index : definition.path(Table.GLOBAL))
                    ((ObjectNode) index).remove("ProvisionedThroughput");
            }
            for (JsonNode change : request.path("GlobalSecondaryIndexUpdates"))
                updateIndex(tx, table, definition, request, change);
            TableRules.check(definition);
            Table after = catalogue.redefine(tx, table, definition);
            for (Index index : after.indexes()) {
                if (table.indexes().stream().noneMatch(old -> old.id() == index.id())) items.fill(tx, after, index);
            }
            return described(tx, "TableDescription", after, "ACTIVE");
        });
    }

    private void updateIndex(Tx tx, Table table, ObjectNode definition, JsonNode request, JsonNode change) {
        JsonNode indexes = definition.path(Table.GLOBAL);
        ArrayNode changed = indexes instanceof ArrayNode there ? there : Json.array();
        if (change.hasNonNull("Create")) {
            changed.add(change.get("Create").deepCopy());
            for (JsonNode attribute : request.path("AttributeDefinitions")) declare(definition, attribute);
        } else if (change.hasNonNull("Delete")) {
            String name = change.path("Delete").path("IndexName").asString();
            items.drop(tx, indexToDelete(table, name));
            changed.removeIf(index -> index.path("IndexName").asString().equals(name));
            forgetUnused(definition, changed);
        } else {
            JsonNode update = change.path("Update");
            String name = update.path("IndexName").asString();
            indexToDelete(table, name);
            for (JsonNode index : changed) {
                if (index.path("IndexName").asString().equals(name))
                    ((ObjectNode) index).set("ProvisionedThroughput", update.path("ProvisionedThroughput"));
            }
        }
        if (changed.isEmpty()) definition.remove(Table.GLOBAL);
        else definition.set(Table.GLOBAL, changed);
    }

    private static Index indexToDelete(Table table, String name) {
        for (Index index : table.indexes()) if (index.name().equals(name) && index.global()) return index;
        throw new Refused("ResourceNotFoundException", "Requested resource not found");
    }

    private static void declare(ObjectNode definition, JsonNode attribute) {
        ArrayNode declared = (ArrayNode) definition.path("AttributeDefinitions");
        for (JsonNode known : declared) {
            if (known.path("AttributeName").equals(attribute.path("AttributeName"))) return;
        }
        declared.add(attribute.deepCopy());
    }

    /// Attributes that only the deleted index used are no longer declared, as with AWS.
    private static void forgetUnused(ObjectNode definition, ArrayNode globalIndexes) {
        java.util.Set<String> used = new java.util.HashSet<>();
        for (JsonNode element : definition.path("KeySchema"))
            used.add(element.path("AttributeName").asString());
        for (JsonNode indexes : List.of(globalIndexes, definition.path(Table.LOCAL))) {
            for (JsonNode index : indexes) {
                for (JsonNode element : index.path("KeySchema"))
                    used.add(element.path("AttributeName").asString());
            }
        }
        ((ArrayNode) definition.path("AttributeDefinitions"))
                .removeIf(attribute ->
                        !used.contains(attribute.path("AttributeName").asString()));
    }
}
