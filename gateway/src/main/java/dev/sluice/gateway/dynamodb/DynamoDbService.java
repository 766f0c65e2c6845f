package dev.sluice.gateway.dynamodb;

import dev.sluice.core.Arn;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import dev.sluice.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// DynamoDB's operations, which the tables carry out as they are.
///
/// @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html">API reference</a>
public final class DynamoDbService implements Service {
    private static final Map<String, String> ACTION_OF_PART = Map.of(
            "Put", "PutItem",
            "Update", "UpdateItem",
            "Delete", "DeleteItem",
            "ConditionCheck", "ConditionCheckItem",
            "Get", "GetItem");

    private final Tables tables;

    /// The service over these tables.
    public DynamoDbService(Tables tables) {
        this.tables = tables;
    }

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public Set<String> operations() {
        return tables.operations();
    }

    @Override
    public JsonNode call(String operation, JsonNode input, Caller caller) {
        return tables.call(operation, input);
    }

    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        List<Access> needs = new ArrayList<>();
        for (JsonNode action : input.path("TransactItems")) {
            for (var part : action.properties()) {
                String name = ACTION_OF_PART.getOrDefault(part.getKey(), operation);
                needs.add(access(name, part.getValue().path("TableName").asString(""), "", caller));
            }
        }
        for (var table : input.path("RequestItems").properties())
            needs.add(access(operation, table.getKey(), "", caller));
        String table =
                input.path("TableName").asString(input.path("ResourceArn").asString(""));
        if (needs.isEmpty())
            needs.add(access(operation, table, input.path("IndexName").asString(""), caller));
        return needs;
    }

    private static Access access(String action, String table, String index, Caller caller) {
        String arn = table.isEmpty()
                ? "*"
                : table.startsWith("arn:")
                        ? table
                        : Arn.of("dynamodb", caller.region(), caller.account(), "table/" + table)
                                .toString();
        return new Access("dynamodb:" + action, index.isEmpty() ? arn : arn + "/index/" + index);
    }
}
