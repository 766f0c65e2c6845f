package dev.sluice.gateway.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.dynamodb.DynamoDbService;
import dev.sluice.gateway.events.EventBridgeService;
import dev.sluice.gateway.sns.SnsService;
import dev.sluice.gateway.sqs.SqsService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The four services over their stages, called as an SDK integration calls them: by AWS's model.
class RecordsTest {
    private static final Caller CALLER =
            Caller.inside("000000000000", "us-east-1", "arn:me", "r").withLineage("line:1");

    @TempDir
    Path directory;

    private RunningRecords records;

    @BeforeEach
    void open() {
        records = new RunningRecords(directory, 0);
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void an_item_put_by_the_model_is_got_by_the_model() {
        call("dynamodb", "CreateTable", """
                {"TableName":"photos","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
                 "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]}""");
        call(
                "dynamodb",
                "PutItem",
                "{\"TableName\":\"photos\",\"Item\":{\"id\":{\"S\":\"1\"},\"b\":{\"B\":\"AQI=\"}}}");
        assertThat(call("dynamodb", "GetItem", "{\"TableName\":\"photos\",\"Key\":{\"id\":{\"S\":\"1\"}}}")
                        .toString())
                .isEqualTo("{\"Item\":{\"id\":{\"S\":\"1\"},\"b\":{\"B\":\"AQI=\"}}}");
        assertThatThrownBy(() -> call("dynamodb", "PutItem", "{\"TableName\":\"photos\"}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Member must not be null");
    }

    @Test
    void the_lineage_of_a_call_travels_with_its_message() {
        JsonNode url = call("sqs", "CreateQueue", "{\"QueueName\":\"jobs\"}").path("QueueUrl");
        call("sqs", "SendMessage", "{\"QueueUrl\":" + url + ",\"MessageBody\":\"hi\"}");
        JsonNode message = call("sqs", "ReceiveMessage", "{\"QueueUrl\":" + url + ",\"AttributeNames\":[\"All\"]}")
                .path("Messages")
                .get(0);
        assertThat(message.path("Attributes").path("AWSTraceHeader").asString()).isEqualTo("Lineage=line:1");
    }

    @Test
    void what_a_call_needs_names_the_resource_it_is_about() {
        assertThat(new DynamoDbService(records.tables).needs("TransactWriteItems", Json.parse("""
                        {"TransactItems":[{"Put":{"TableName":"a"}},{"ConditionCheck":{"TableName":"b"}}]}"""), CALLER))
                .containsExactly(
                        new Access("dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:000000000000:table/a"),
                        new Access("dynamodb:ConditionCheckItem", "arn:aws:dynamodb:us-east-1:000000000000:table/b"));
        assertThat(needs(new SqsService(records.events), "SendMessageBatch", "{\"QueueUrl\":\"http://h/1/jobs\"}"))
                .containsExactly(new Access("sqs:SendMessage", "arn:aws:sqs:us-east-1:000000000000:jobs"));
        assertThat(needs(
                        new SnsService(records.events),
                        "Unsubscribe",
                        "{\"SubscriptionArn\":\"arn:aws:sns:us-east-1:000000000000:t:id\"}"))
                .containsExactly(new Access("sns:Unsubscribe", "arn:aws:sns:us-east-1:000000000000:t"));
        assertThat(needs(new EventBridgeService(records.events), "PutRule", "{\"Name\":\"r\",\"EventBusName\":\"b\"}"))
                .containsExactly(new Access("events:PutRule", "arn:aws:events:us-east-1:000000000000:rule/b/r"));
        assertThat(needs(new EventBridgeService(records.events), "PutEvents", "{\"Entries\":[{},{}]}"))
                .containsExactly(
                        new Access("events:PutEvents", "arn:aws:events:us-east-1:000000000000:event-bus/default"));
    }

    private static List<Access> needs(dev.sluice.gateway.Service service, String operation, String input) {
        return service.needs(operation, Json.parse(input), CALLER);
    }

    private JsonNode call(String service, String operation, String input) {
        return records.gateway.call(service, operation, Json.parse(input), CALLER);
    }
}
