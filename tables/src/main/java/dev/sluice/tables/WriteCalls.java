package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.journal.Database;
import dev.sluice.tables.expression.Path;
import dev.sluice.tables.expression.Projection;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.Table;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// PutItem, UpdateItem, DeleteItem and BatchWriteItem.
final class WriteCalls {
    private static final int BATCH_WRITES_MAX = 25;

    private final Database database;
    private final Catalogue catalogue;
    private final Items items;

    WriteCalls(Database database, Catalogue catalogue, Items items) {
        this.database = database;
        this.catalogue = catalogue;
        this.items = items;
    }

    JsonNode put(JsonNode request) {
        return write(Write.Verb.PUT, request);
    }

    JsonNode update(JsonNode request) {
        return write(Write.Verb.UPDATE, request);
    }

    JsonNode delete(JsonNode request) {
        return write(Write.Verb.DELETE, request);
    }

    private JsonNode write(Write.Verb verb, JsonNode request) {
        String wanted = request.path("ReturnValues").asString("NONE");
        if (verb != Write.Verb.UPDATE && !wanted.equals("NONE") && !wanted.equals("ALL_OLD"))
            throw Requests.invalid("Return values set to invalid value");
        Write write = Write.parse(verb, request);
        Capacity capacity = new Capacity(request, false);
        Write.Outcome outcome = database.write(tx -> write.apply(tx, items, catalogue.require(tx, write.table())));
        outcome.count(capacity);
        ObjectNode output = Json.object();
        Value.Document shown = shown(wanted, outcome, write.update().paths());
        if (shown != null && !(shown.attributes().isEmpty())) output.set("Attributes", ValueJson.write(shown));
        capacity.tell(output);
        return output;
    }

    private static Value.@Nullable Document shown(String wanted, Write.Outcome outcome, List<Path> updated) {
        Value.Document before = outcome.before();
        Value.Document after = outcome.after();
        return switch (wanted) {
            case "ALL_OLD" -> before;
            case "ALL_NEW" -> after;
            case "UPDATED_OLD" -> before == null ? null : Projection.of(updated).of(before);
            case "UPDATED_NEW" -> after == null ? null : Projection.of(updated).of(after);
            default -> null;
        };
    }

    JsonNode batch(JsonNode request) {
        List<Write> writes = new ArrayList<>();
        for (var table : request.path("RequestItems").properties()) {
            for (JsonNode each : table.getValue()) writes.add(batched(table.getKey(), each));
        }
        if (writes.size() > BATCH_WRITES_MAX)
            throw Requests.invalid("Too many items requested for the BatchWriteItem call");
        Capacity capacity = new Capacity(request, false);
        database.<List<Write.Outcome>>write(tx -> {
                    List<Table> targets = writes.stream()
                            .map(write -> catalogue.require(tx, write.table()))
                            .toList();
                    requireDistinct(writes, targets);
                    List<Write.Outcome> outcomes = new ArrayList<>();
                    for (int i = 0; i < writes.size(); i++)
                        outcomes.add(writes.get(i).apply(tx, items, targets.get(i)));
                    return outcomes;
                })
                .forEach(outcome -> outcome.count(capacity));
        ObjectNode output = Json.object();
        output.set("UnprocessedItems", Json.object());
        capacity.tellAll(output);
        return output;
    }

    private static Write batched(String table, JsonNode request) {
        boolean put = request.hasNonNull("PutRequest");
        if (put == request.hasNonNull("DeleteRequest"))
            throw Requests.invalid(
                    "Supplied WriteRequest is empty or has more than one request, must contain exactly one"
                            + " of PutRequest and DeleteRequest");
        ObjectNode single = request.path(put ? "PutRequest" : "DeleteRequest").isObject()
                ? (ObjectNode)
                        request.path(put ? "PutRequest" : "DeleteRequest").deepCopy()
                : Json.object();
        single.put("TableName", table);
        return Write.parse(put ? Write.Verb.PUT : Write.Verb.DELETE, single);
    }

    private static void requireDistinct(List<Write> writes, List<Table> targets) {
        Set<List<Object>> keys = new HashSet<>();
        for (int i = 0; i < writes.size(); i++) {
            Table target = targets.get(i);
            writes.get(i).require(target);
            if (!keys.add(List.of(target.id(), target.key().of(writes.get(i).subject()))))
                throw Requests.invalid("Provided list of item keys contains duplicates");
        }
    }
}
