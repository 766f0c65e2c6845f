package dev.sluice.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TablesTest {
    private static final String ON_DEMAND = ",\"BillingMode\":\"PAY_PER_REQUEST\"}";
    private static final String PHOTOS = """
            {"TableName":"photos",
             "AttributeDefinitions":[{"AttributeName":"album","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"},
                                     {"AttributeName":"state","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"album","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],
             "GlobalSecondaryIndexes":[{"IndexName":"by-state","KeySchema":[{"AttributeName":"state","KeyType":"HASH"}],
                                        "Projection":{"ProjectionType":"KEYS_ONLY"}}]""" + ON_DEMAND;

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private Tables tables;

    @BeforeEach
    void open() {
        tables = Tables.open(
                directory.resolve("tables.db"), new Tables.Owner("000000000000", "us-east-1"), () -> now, Ids.random());
    }

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void a_table_is_active_as_soon_as_it_is_created() {
        JsonNode created = call("CreateTable", PHOTOS).path("TableDescription");
        assertThat(created.path("TableStatus").asString()).isEqualTo("ACTIVE");
        assertThat(created.path("TableArn").asString())
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/photos");
        assertThat(call("ListTables", "{}").toString()).isEqualTo("{\"TableNames\":[\"photos\"]}");
        assertRefused("ResourceInUseException", "Table already exists: photos", "CreateTable", PHOTOS);
    }

    @Test
    void what_was_put_is_there_after_a_restart() {
        call("CreateTable", PHOTOS);
        put(1, "done");
        close();
        open();
        assertThat(get(1).path("Item").path("state").path("S").asString()).isEqualTo("done");
        assertThat(get(2).isEmpty()).isTrue();
    }

    @Test
    void a_condition_decides_whether_an_item_is_written() {
        call("CreateTable", PHOTOS);
        String guarded = """
                {"TableName":"photos","Item":{"album":{"S":"a"},"n":{"N":"1"}},
                 "ConditionExpression":"attribute_not_exists(album)","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}""";
        call("PutItem", guarded);
        assertThatThrownBy(() -> call("PutItem", guarded)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("ConditionalCheckFailedException");
            assertThat(refused.text()).isEqualTo("The conditional request failed");
            assertThat(refused.details()).containsEntry("Item", "{\"album\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}");
        });
    }

    @Test
    void an_update_creates_the_item_and_answers_what_it_changed() {
        call("CreateTable", PHOTOS);
        JsonNode first = call("UpdateItem", update("SET hits = if_not_exists(hits, :z) + :o", "ALL_NEW"));
        assertThat(first.toString())
                .isEqualTo("{\"Attributes\":{\"album\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"},\"hits\":{\"N\":\"1\"}}}");
        JsonNode second = call("UpdateItem", update("SET hits = if_not_exists(hits, :z) + :o", "UPDATED_NEW"));
        assertThat(second.toString()).isEqualTo("{\"Attributes\":{\"hits\":{\"N\":\"2\"}}}");
        assertRefused(
                "ValidationException",
                "One or more parameter values were invalid: Cannot update attribute n. This attribute is part of the key",
                "UpdateItem",
                update("SET n = :z ADD hits :o", "NONE"));
    }

    private static String update(String expression, String returned) {
        return """
                {"TableName":"photos","Key":{"album":{"S":"a"},"n":{"N":"1"}},"UpdateExpression":"%s",
                 "ExpressionAttributeValues":{":z":{"N":"0"},":o":{"N":"1"}},"ReturnValues":"%s"}""".formatted(expression, returned);
    }

    @Test
    void a_query_answers_a_range_of_sort_keys_in_order_and_in_pages() {
        call("CreateTable", PHOTOS);
        for (int n : new int[] {10, -5, 2, 1, 0}) put(n, "new");
        assertThat(numbers(pages("Query", query("AND n BETWEEN :low AND :high", ""))))
                .containsExactly("0", "1", "2");
        assertThat(numbers(pages("Query", query("AND n < :high", ",\"Limit\":2"))))
                .containsExactly("-5", "0", "1");
        assertThat(numbers(pages("Query", query("AND n >= :low", ",\"ScanIndexForward\":false,\"Limit\":1"))))
                .containsExactly("10", "2", "1", "0");
        JsonNode counted = call("Query", query("AND n > :low", ",\"Select\":\"COUNT\""));
        assertThat(counted.toString()).isEqualTo("{\"Count\":3,\"ScannedCount\":3}");
    }

    private static String query(String sort, String more) {
        String values = (sort.contains(":low") ? ",\":low\":{\"N\":\"0\"}" : "")
                + (sort.contains(":high") ? ",\":high\":{\"N\":\"2\"}" : "");
        return "{\"TableName\":\"photos\",\"KeyConditionExpression\":\"album = :a " + sort
                + "\",\"ExpressionAttributeValues\":{\":a\":{\"S\":\"a\"}" + values + "}" + more + "}";
    }

    @Test
    void an_index_follows_its_table_and_shows_what_it_projects() {
        call("CreateTable", PHOTOS);
        for (int n = 0; n < 5; n++) put(n, n % 2 == 0 ? "even" : "odd");
        put(4, "odd");
        call("DeleteItem", "{\"TableName\":\"photos\",\"Key\":{\"album\":{\"S\":\"a\"},\"n\":{\"N\":\"3\"}}}");
        String odd = """
                {"TableName":"photos","IndexName":"by-state","KeyConditionExpression":"#s = :s","Limit":1,
                 "ExpressionAttributeNames":{"#s":"state"},"ExpressionAttributeValues":{":s":{"S":"odd"}}}""";
        List<JsonNode> items = pages("Query", odd);
        assertThat(numbers(items)).containsExactlyInAnyOrder("1", "4");
        assertThat(items.getFirst().has("note")).isFalse();
        assertThat(numbers(pages("Scan", "{\"TableName\":\"photos\",\"IndexName\":\"by-state\",\"Limit\":2}")))
                .hasSize(4);
    }

    @Test
    void an_index_added_later_holds_what_was_there() {
        call("CreateTable", PHOTOS);
        put(1, "x");
        call("UpdateTable", """
                {"TableName":"photos","AttributeDefinitions":[{"AttributeName":"note","AttributeType":"S"}],
                 "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by-note",
                   "KeySchema":[{"AttributeName":"note","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]}""");
        assertThat(pages("Scan", "{\"TableName\":\"photos\",\"IndexName\":\"by-note\"}"))
                .hasSize(1);
        call("UpdateTable", """
                {"TableName":"photos","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by-note"}}]}""");
        assertRefused(
                "ValidationException",
                "The table does not have the specified index: by-note",
                "Scan",
                "{\"TableName\":\"photos\",\"IndexName\":\"by-note\"}");
    }

    @Test
    void the_segments_of_a_scan_are_the_whole_table_and_share_nothing() {
        call("CreateTable", PHOTOS);
        for (int i = 0; i < 40; i++) put("album-" + i, 1, "x");
        List<JsonNode> all = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++)
            all.addAll(pages(
                    "Scan", "{\"TableName\":\"photos\",\"Limit\":7,\"TotalSegments\":3,\"Segment\":" + segment + "}"));
        assertThat(all).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void a_page_ends_after_a_megabyte() {
        call("CreateTable", PHOTOS);
        String large = "x".repeat(300_000);
        for (int n = 0; n < 5; n++) put("a", n, large.substring(n * 1000));
        // Not as the index's key: that has its own limit.
        JsonNode page = call("Query", query("", ""));
        assertThat(page.path("Count").asInt()).isEqualTo(4);
        assertThat(page.path("LastEvaluatedKey").path("n").path("N").asString()).isEqualTo("3");
    }

    @Test
    void an_item_over_400_kilobytes_is_refused() {
        call("CreateTable", PHOTOS);
        assertThatThrownBy(() -> put("a", 1, "x".repeat(409_600)))
                .hasMessage("Item size has exceeded the maximum allowed size");
    }

    @Test
    void a_transaction_changes_everything_or_nothing() {
        call("CreateTable", PHOTOS);
        put(1, "old");
        String transaction = """
                {"TransactItems":[
                  {"Put":{"TableName":"photos","Item":{"album":{"S":"a"},"n":{"N":"2"}}}},
                  {"ConditionCheck":{"TableName":"photos","Key":{"album":{"S":"a"},"n":{"N":"1"}},
                    "ConditionExpression":"#s = :s","ExpressionAttributeNames":{"#s":"state"},
                    "ExpressionAttributeValues":{":s":{"S":"%s"}}}}],"ClientRequestToken":"%s"}""";
        assertThatThrownBy(() -> call("TransactWriteItems", transaction.formatted("new", "t1")))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.text())
                            .isEqualTo("Transaction cancelled, please refer cancellation reasons for specific reasons"
                                    + " [None, ConditionalCheckFailed]");
                    assertThat(refused.details().get("CancellationReasons"))
                            .isEqualTo("[{\"Code\":\"None\"},{\"Code\":\"ConditionalCheckFailed\",\"Message\":\"The"
                                    + " conditional request failed\"}]");
                });
        assertThat(get(2).isEmpty()).isTrue();
        call("TransactWriteItems", transaction.formatted("old", "t2"));
        call("DeleteItem", "{\"TableName\":\"photos\",\"Key\":{\"album\":{\"S\":\"a\"},\"n\":{\"N\":\"2\"}}}");
        call("TransactWriteItems", transaction.formatted("old", "t2"));
        assertThat(get(2).isEmpty()).as("the token says it was done already").isTrue();
        assertThatThrownBy(() -> call("TransactWriteItems", transaction.formatted("else", "t2")))
                .satisfies(e -> assertThat(((Refused) e).code()).isEqualTo("IdempotentParameterMismatchException"));
    }

    @Test
    void batches_write_and_read_many_items() {
        call("CreateTable", PHOTOS);
        call("BatchWriteItem", """
                {"RequestItems":{"photos":[{"PutRequest":{"Item":{"album":{"S":"a"},"n":{"N":"1"}}}},
                                           {"PutRequest":{"Item":{"album":{"S":"a"},"n":{"N":"2"}}}}]}}""");
        JsonNode got = call("BatchGetItem", """
                {"RequestItems":{"photos":{"Keys":[{"album":{"S":"a"},"n":{"N":"1"}},{"album":{"S":"a"},"n":{"N":"3"}}],
                 "ProjectionExpression":"n"}},"ReturnConsumedCapacity":"TOTAL"}""");
        assertThat(got.toString())
                .isEqualTo("{\"Responses\":{\"photos\":[{\"n\":{\"N\":\"1\"}}]},\"UnprocessedKeys\":{},"
                        + "\"ConsumedCapacity\":[{\"TableName\":\"photos\",\"CapacityUnits\":1.0}]}");
        assertRefused("ValidationException", "Provided list of item keys contains duplicates", "BatchWriteItem", """
                {"RequestItems":{"photos":[{"DeleteRequest":{"Key":{"album":{"S":"a"},"n":{"N":"1"}}}},
                                           {"DeleteRequest":{"Key":{"album":{"S":"a"},"n":{"N":"1.0"}}}}]}}""");
    }

    @Test
    void items_go_once_their_time_to_live_is_over() {
        call("CreateTable", PHOTOS);
        call("PutItem", expiring(1, now.plusSeconds(60).getEpochSecond()));
        call("UpdateTimeToLive", """
                {"TableName":"photos","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"gone_at"}}""");
        call("PutItem", expiring(2, now.plusSeconds(3600).getEpochSecond()));
        call("PutItem", expiring(3, 12));
        assertThat(tables.sweepExpired()).isZero();
        now = now.plusSeconds(61);
        assertThat(tables.sweepExpired()).isEqualTo(1);
        assertThat(numbers(pages("Query", query("", "")))).containsExactly("2", "3");
    }

    private static String expiring(int n, long second) {
        return "{\"TableName\":\"photos\",\"Item\":{\"album\":{\"S\":\"a\"},\"n\":{\"N\":\"" + n
                + "\"},\"gone_at\":{\"N\":\"" + second + "\"}}}";
    }

    @Test
    void a_deleted_table_takes_its_items_along() {
        call("CreateTable", PHOTOS);
        put(1, "x");
        call("DeleteTable", "{\"TableName\":\"photos\"}");
        assertRefused(
                "ResourceNotFoundException",
                "Requested resource not found: Table: photos not found",
                "DescribeTable",
                "{\"TableName\":\"photos\"}");
        call("CreateTable", PHOTOS);
        assertThat(pages("Scan", "{\"TableName\":\"photos\"}")).isEmpty();
    }

    @Test
    void wrong_requests_are_refused_with_the_texts_of_dynamodb() {
        assertRefused("ResourceNotFoundException", "Requested resource not found", "GetItem", """
                {"TableName":"none","Key":{"a":{"S":"b"}}}""");
        call("CreateTable", PHOTOS);
        assertRefused("ValidationException", "The provided key element does not match the schema", "GetItem", """
                {"TableName":"photos","Key":{"album":{"S":"b"}}}""");
        assertRefused(
                "ValidationException",
                "One or more parameter values were invalid: Missing the key n in the item",
                "PutItem",
                "{\"TableName\":\"photos\",\"Item\":{\"album\":{\"S\":\"b\"}}}");
        assertRefused(
                "ValidationException",
                "One or more parameter values were invalid: Type mismatch for Index Key state Expected: S Actual: N"
                        + " IndexName: by-state",
                "PutItem",
                "{\"TableName\":\"photos\",\"Item\":{\"album\":{\"S\":\"b\"},\"n\":{\"N\":\"1\"},\"state\":{\"N\":\"1\"}}}");
        assertRefused(
                "ValidationException",
                "Query condition missed key schema element: album",
                "Query",
                "{\"TableName\":\"photos\",\"KeyConditionExpression\":\"n = :n\",\"ExpressionAttributeValues\":{\":n\":{\"N\":\"1\"}}}");
        assertRefused(
                "ValidationException",
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
                "Scan",
                "{\"TableName\":\"photos\",\"FilterExpression\":\"attribute_exists(y)\",\"ExpressionAttributeNames\":{\"#x\":\"x\"}}");
        assertRefused(
                "ValidationException",
                "StreamSpecification is not supported here",
                "CreateTable",
                PHOTOS.replace("\"BillingMode\"", "\"StreamSpecification\":{\"StreamEnabled\":true},\"BillingMode\""));
    }

    private void put(int n, String state) {
        put("a", n, state);
    }

    private void put(String album, int n, String state) {
        boolean key = state.length() < 1_000;
        call(
                "PutItem",
                "{\"TableName\":\"photos\",\"Item\":{\"album\":{\"S\":\"" + album + "\"},\"n\":{\"N\":\"" + n + "\"},\""
                        + (key ? "state" : "content") + "\":{\"S\":\"" + state + "\"},\"note\":{\"S\":\"hi\"}}}");
    }

    private JsonNode get(int n) {
        return call(
                "GetItem", "{\"TableName\":\"photos\",\"Key\":{\"album\":{\"S\":\"a\"},\"n\":{\"N\":\"" + n + "\"}}}");
    }

    private JsonNode call(String operation, String request) {
        return tables.call(operation, Json.parse(request));
    }

    /// The items of all pages.
    private List<JsonNode> pages(String operation, String request) {
        List<JsonNode> items = new ArrayList<>();
        ObjectNode next = Json.parseObject(request);
        JsonNode page;
        do {
            page = tables.call(operation, next);
            page.path("Items").forEach((Consumer<JsonNode>) items::add);
            if (page.has("LastEvaluatedKey")) next.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return items;
    }

    private static List<String> numbers(List<JsonNode> items) {
        return items.stream().map(item -> item.path("n").path("N").asString()).toList();
    }

    private void assertRefused(String code, String message, String operation, String request) {
        assertThatThrownBy(() -> call(operation, request)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.text()).isEqualTo(message);
            assertThat(refused.code()).isEqualTo(code);
        });
    }
}
