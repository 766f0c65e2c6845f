package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Topics and tables of this process, called as a client would: same checks, same policies. Those that the functions
/// need and nobody has made yet are made at their first use.
///
/// @param self whose policies hold
public record CalledNotebook(Dispatcher services, Caller self) implements Notebook {
    @Override
    public void publish(String topic, String subject, String message, String lineage) {
        Caller caller = self.withLineage(lineage);
        JsonNode made = services.call("sns", "CreateTopic", Json.object("Name", topic), caller);
        String arn = made.path("TopicArn").asString();
        JsonNode input = Json.object("TopicArn", arn, "Subject", subject, "Message", message);
        JsonNode _ = services.call("sns", "Publish", input, caller);
    }

    @Override
    public void record(String table, JsonNode item, String lineage) {
        ObjectNode input = Json.object("TableName", table);
        input.putObject("Key").set("uploadId", item.path("uploadId"));
        ObjectNode names = input.putObject("ExpressionAttributeNames");
        ObjectNode values = input.putObject("ExpressionAttributeValues");
        List<String> settings = new ArrayList<>();
        for (var attribute : item.properties()) {
            if (attribute.getKey().equals("uploadId")) continue;
            int number = settings.size();
            names.put("#a" + number, attribute.getKey());
            values.set(":v" + number, attribute.getValue());
            settings.add("#a" + number + " = :v" + number);
        }
        write("UpdateItem", input.put("UpdateExpression", "SET " + String.join(", ", settings)), lineage);
    }

    @Override
    public void recordOnce(String table, JsonNode item, String lineage) {
        ObjectNode input = Json.object("TableName", table, "ConditionExpression", "attribute_not_exists(uploadId)");
        try {
            write("PutItem", input.set("Item", item), lineage);
        } catch (Refused refused) {
            if (!refused.code().equals("ConditionalCheckFailedException")) throw refused;
        }
    }

    private void write(String operation, JsonNode input, String lineage) {
        Caller caller = self.withLineage(lineage);
        try {
            JsonNode _ = services.call("dynamodb", operation, input, caller);
        } catch (Refused refused) {
            if (!refused.code().equals("ResourceNotFoundException")) throw refused;
            createTable(input.path("TableName").asString(), caller);
            JsonNode _ = services.call("dynamodb", operation, input, caller);
        }
    }

    private void createTable(String name, Caller caller) {
        ObjectNode table = Json.object("TableName", name, "BillingMode", "PAY_PER_REQUEST");
        ArrayNode attributes = table.putArray("AttributeDefinitions");
        attributes.add(Json.object("AttributeName", "uploadId", "AttributeType", "S"));
        ArrayNode keys = table.putArray("KeySchema");
        keys.add(Json.object("AttributeName", "uploadId", "KeyType", "HASH"));
        try {
            JsonNode _ = services.call("dynamodb", "CreateTable", table, caller);
        } catch (Refused refused) {
            // Another upload made it meanwhile.
            if (!refused.code().equals("ResourceInUseException")) throw refused;
        }
    }
}
