package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// TagResource, UntagResource and ListTagsOfResource.
final class TagCalls {
    private static final int TAGS_MAX = 50;

    private final Database database;
    private final Catalogue catalogue;
    private final TableText text;

    TagCalls(Database database, Catalogue catalogue, TableText text) {
        this.database = database;
        this.catalogue = catalogue;
        this.text = text;
    }

    JsonNode list(JsonNode request) {
        JsonNode tags = database.read(tx -> named(tx, request).definition().path("Tags"));
        ObjectNode output = Json.object();
        output.set("Tags", tags.isArray() ? tags : Json.array());
        return output;
    }

    JsonNode tag(JsonNode request) {
        return change(request, tags -> {
            for (JsonNode tag : request.path("Tags"))
                tags.put(tag.path("Key").asString(), tag.path("Value").asString());
        });
    }

    JsonNode untag(JsonNode request) {
        return change(request, tags -> {
            for (JsonNode key : request.path("TagKeys")) tags.remove(key.asString());
        });
    }

    private JsonNode change(JsonNode request, java.util.function.Consumer<Map<String, String>> change) {
        database.write(tx -> {
            Table table = named(tx, request);
            ObjectNode definition = table.copyOfDefinition();
            Map<String, String> tags = new LinkedHashMap<>();
            for (JsonNode tag : definition.path("Tags"))
                tags.put(tag.path("Key").asString(), tag.path("Value").asString());
            change.accept(tags);
            if (tags.size() > TAGS_MAX) throw Requests.invalid("Too many tags: Tags limit exceeded");
            ArrayNode all = Json.array();
            tags.forEach((key, value) -> all.add(Json.object("Key", key, "Value", value)));
            definition.set("Tags", all);
            return catalogue.redefine(tx, table, definition);
        });
        return Json.object();
    }

    private Table named(Tx tx, JsonNode request) {
        String arn = request.path("ResourceArn").asString();
        String name = Catalogue.name(arn);
        if (!arn.startsWith("arn:"))
            throw Requests.invalid("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        // The missing letter is DynamoDB's own.
        return catalogue
                .find(tx, name)
                .filter(table -> text.arn(table.name()).equals(arn))
                .orElseThrow(() -> new Refused(
                        "ResourceNotFoundException",
                        "Requested resource not found: ResourcArn: " + arn + " not found"));
    }
}
