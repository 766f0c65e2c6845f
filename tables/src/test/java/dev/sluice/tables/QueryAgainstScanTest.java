package dev.sluice.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A Query must answer exactly what a Scan with the same condition as its filter answers, in order.
class QueryAgainstScanTest {
    private static @Nullable Tables tables;
    private static int count;

    @BeforeContainer
    static void open() throws IOException {
        Path file = Files.createTempDirectory("tables").resolve("t.db");
        tables = Tables.open(file, new Tables.Owner("0", "r"), () -> Instant.EPOCH, Ids.random());
    }

    @AfterContainer
    static void close() {
        if (tables != null) tables.close();
    }

    @Property(tries = 30)
    void a_query_is_a_filtered_scan_in_order(
            @ForAll @Size(max = 12) Set<@IntRange(min = -30, max = 30) Integer> keys,
            @ForAll @IntRange(min = -30, max = 30) int low,
            @ForAll @IntRange(max = 30) int width,
            @ForAll @IntRange(min = 1, max = 5) int limit,
            @ForAll boolean forward,
            @ForAll boolean local) {
        String table = "t" + count++;
        create(table);
        for (int key : keys) put(table, key);
        String name = local ? "m" : "n";
        ObjectNode query = request(table, limit, low, low + width);
        query.put("KeyConditionExpression", "p = :p AND " + name + " BETWEEN :low AND :high");
        query.put("ScanIndexForward", forward);
        if (local) query.put("IndexName", "by-m");
        ObjectNode scan = request(table, limit, low, low + width);
        scan.put("FilterExpression", "p = :p AND " + name + " BETWEEN :low AND :high");
        Comparator<BigDecimal> order = forward ? Comparator.naturalOrder() : Comparator.reverseOrder();
        List<BigDecimal> wanted = all("Scan", scan, name).stream().sorted(order).toList();
        assertThat(all("Query", query, name)).isEqualTo(wanted);
    }

    private static ObjectNode request(String table, int limit, int low, int high) {
        ObjectNode request = Json.object("TableName", table);
        request.put("Limit", limit);
        request.set(
                "ExpressionAttributeValues",
                Json.parse(
                        "{\":p\":{\"S\":\"x\"},\":low\":{\"N\":\"" + low + "\"},\":high\":{\"N\":\"" + high + "\"}}"));
        return request;
    }

    private static void create(String table) {
        call("CreateTable", """
                {"TableName":"%s","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p",
                 "AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"},{"AttributeName":"m","AttributeType":"N"}],
                 "KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],
                 "LocalSecondaryIndexes":[{"IndexName":"by-m","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},
                 {"AttributeName":"m","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}]}""".formatted(table));
    }

    private static void put(String table, int key) {
        for (String partition : List.of("x", "y"))
            call(
                    "PutItem",
                    "{\"TableName\":\"%s\",\"Item\":{\"p\":{\"S\":\"%s\"},\"n\":{\"N\":\"%d\"},\"m\":{\"N\":\"%d\"}}}"
                            .formatted(table, partition, key, -key / 2));
    }

    private static List<BigDecimal> all(String operation, ObjectNode request, String name) {
        List<BigDecimal> numbers = new ArrayList<>();
        JsonNode page;
        do {
            page = java.util.Objects.requireNonNull(tables).call(operation, request);
            for (JsonNode item : page.path("Items"))
                numbers.add(new BigDecimal(item.path(name).path("N").asString()));
            if (page.has("LastEvaluatedKey")) request.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return numbers;
    }

    private static void call(String operation, String request) {
        java.util.Objects.requireNonNull(tables).call(operation, Json.parse(request));
    }
}
