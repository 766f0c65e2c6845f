package dev.sluice.tables;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.journal.Tx;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Index;
import dev.sluice.tables.store.Table;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A table as DescribeTable describes it.
final class TableText {
    private final Catalogue catalogue;
    private final String account;
    private final String region;

    TableText(Catalogue catalogue, String account, String region) {
        this.catalogue = catalogue;
        this.account = account;
        this.region = region;
    }

    String arn(String table) {
        return Arn.of("dynamodb", region, account, "table/" + table).toString();
    }

    /// @param status `ACTIVE` or `DELETING`
    ObjectNode describe(Tx tx, Table table, String status) {
        Catalogue.Tally tally = catalogue.tally(tx, table);
        ObjectNode definition = table.definition();
        boolean onDemand =
                definition.path("BillingMode").asString("PROVISIONED").equals("PAY_PER_REQUEST");
        ObjectNode text = Json.object();
        text.set("AttributeDefinitions", definition.path("AttributeDefinitions"));
        text.put("TableName", table.name());
        text.set("KeySchema", definition.path("KeySchema"));
        text.put("TableStatus", status);
        text.set("CreationDateTime", definition.path("CreationDateTime"));
        text.set("ProvisionedThroughput", throughput(definition));
        text.put("TableSizeBytes", tally.bytes());
        text.put("ItemCount", tally.items());
        text.put("TableArn", arn(table.name()));
        text.set("TableId", definition.path("TableId"));
        if (onDemand) text.set("BillingModeSummary", billing(definition));
        describeIndexes(tx, text, Table.LOCAL, table);
        describeIndexes(tx, text, Table.GLOBAL, table);
        if (definition.has("TableClass"))
            text.set(
                    "TableClassSummary",
                    Json.object("TableClass", definition.path("TableClass").asString()));
        text.put(
                "DeletionProtectionEnabled",
                definition.path("DeletionProtectionEnabled").asBoolean(false));
        return text;
    }

    private static ObjectNode billing(ObjectNode definition) {
        ObjectNode billing = Json.object("BillingMode", "PAY_PER_REQUEST");
        billing.set("LastUpdateToPayPerRequestDateTime", definition.path("CreationDateTime"));
        return billing;
    }

    private static ObjectNode throughput(JsonNode holder) {
        JsonNode given = holder.path("ProvisionedThroughput");
        ObjectNode throughput = Json.object();
        throughput.put("NumberOfDecreasesToday", 0);
        throughput.put("ReadCapacityUnits", given.path("ReadCapacityUnits").asLong(0));
        throughput.put("WriteCapacityUnits", given.path("WriteCapacityUnits").asLong(0));
        return throughput;
    }

    private void describeIndexes(Tx tx, ObjectNode text, String member, Table table) {
        JsonNode indexes = table.definition().path(member);
        if (indexes.isEmpty()) return;
        ArrayNode described = Json.array();
        for (JsonNode index : indexes) {
            boolean global = member.equals(Table.GLOBAL);
            String name = index.path("IndexName").asString();
            ObjectNode one = Json.object("IndexName", name);
            one.set("KeySchema", index.path("KeySchema"));
            one.set("Projection", index.path("Projection"));
            if (global) one.put("IndexStatus", "ACTIVE");
            if (global) one.set("ProvisionedThroughput", throughput(index));
            Index entries = table.index(name);
            one.put("ItemCount", catalogue.entries(tx, entries));
            one.put("IndexArn", arn(table.name()) + "/index/" + name);
            described.add(one);
        }
        text.set(member, described);
    }
}
