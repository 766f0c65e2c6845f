package dev.sluice.events;

import static dev.sluice.events.Stage.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class QueuesTest {
    @TempDir
    Path directory;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage(directory);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_message_comes_back_until_it_is_deleted() {
        String queue = stage.queue("jobs", "'VisibilityTimeout':'10'");
        stage.sqs("SendMessage", queue + ",'MessageBody':'resize'}");
        JsonNode first = stage.sqs("ReceiveMessage", queue + ",'AttributeNames':['All']}")
                .path("Messages")
                .get(0);
        assertThat(first.path("Attributes").path("ApproximateReceiveCount").asString())
                .isEqualTo("1");
        assertThat(stage.bodies(queue)).isEmpty();
        stage.pass(Duration.ofSeconds(10));
        JsonNode second =
                stage.sqs("ReceiveMessage", queue + "}").path("Messages").get(0);
        delete(queue, first);
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.sqs("ReceiveMessage", queue + "}").has("Messages"))
                .as("an old handle deletes nothing")
                .isTrue();
        stage.pass(Duration.ofSeconds(10));
        delete(queue, stage.sqs("ReceiveMessage", queue + "}").path("Messages").get(0));
        stage.pass(Duration.ofSeconds(10));
        assertThat(stage.bodies(queue)).isEmpty();
        assertThat(second.path("MessageId")).isEqualTo(first.path("MessageId"));
    }

    private void delete(String queue, JsonNode message) {
        stage.sqs(
                "DeleteMessage",
                queue + ",'ReceiptHandle':'" + message.path("ReceiptHandle").asString() + "'}");
    }

    @Test
    void digests_are_those_of_the_sdk_documentation() {
        String queue = stage.queue("jobs", "");
        JsonNode sent = stage.sqs(
                "SendMessage",
                queue + ",'MessageBody':'This is a test message','MessageAttributes':{"
                        + "'test_attribute_name_1':{'DataType':'String','StringValue':'test_attribute_value_1'}}}");
        assertThat(sent.path("MD5OfMessageBody").asString()).isEqualTo("fafb00f5732ab283681e124bf8747ed1");
        JsonNode received = stage.sqs("ReceiveMessage", queue + ",'MessageAttributeNames':['test_*','All']}")
                .path("Messages")
                .get(0);
        assertThat(received.path("MD5OfMessageAttributes")).isEqualTo(sent.path("MD5OfMessageAttributes"));
    }

    @Test
    void a_long_poll_ends_when_a_message_arrives() throws Exception {
        String queue = stage.queue("jobs", "");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var poll = callers.submit(() -> stage.sqs("ReceiveMessage", queue + ",'WaitTimeSeconds':20}"));
            stage.sqs("SendMessage", queue + ",'MessageBody':'late'}");
            assertThat(poll.get().path("Messages")).hasSize(1);
        }
    }

    @Test
    void a_delayed_message_is_not_there_yet() {
        String queue = stage.queue("jobs", "'DelaySeconds':'5'");
        stage.sqs("SendMessage", queue + ",'MessageBody':'slow'}");
        stage.sqs("SendMessage", queue + ",'MessageBody':'fast','DelaySeconds':0}");
        assertThat(stage.bodies(queue)).containsExactly("fast");
        JsonNode attributes = stage.sqs("GetQueueAttributes", queue + ",'AttributeNames':['All']}")
                .path("Attributes");
        assertThat(attributes.path("ApproximateNumberOfMessagesDelayed").asString())
                .isEqualTo("1");
        assertThat(attributes.path("ApproximateNumberOfMessagesNotVisible").asString())
                .isEqualTo("1");
        stage.pass(Duration.ofSeconds(5));
        assertThat(stage.bodies(queue)).containsExactly("slow");
    }

    @Test
    void a_message_received_too_often_goes_to_the_dead_letters() {
        String dead = stage.queue("dead", "");
        String queue = stage.queue(
                "jobs",
                "'VisibilityTimeout':'0','RedrivePolicy':'{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:dead\\\",\\\"maxReceiveCount\\\":2}'");
        stage.sqs("SendMessage", queue + ",'MessageBody':'poison'}");
        assertThat(stage.bodies(queue)).containsExactly("poison");
        assertThat(stage.bodies(queue)).containsExactly("poison");
        assertThat(stage.bodies(queue)).isEmpty();
        JsonNode buried = stage.sqs("ReceiveMessage", dead + ",'AttributeNames':['All']}")
                .path("Messages")
                .get(0);
        assertThat(buried.path("Attributes").path("DeadLetterQueueSourceArn").asString())
                .endsWith(":jobs");
        assertThat(stage.sqs("ListDeadLetterSourceQueues", dead + "}").path("queueUrls"))
                .hasSize(1);
    }

    @Test
    void a_fifo_queue_keeps_each_group_in_order_and_takes_nothing_twice() {
        String queue = stage.queue("steps.fifo", "'FifoQueue':'true'");
        for (String each : List.of("a1 A", "a2 A", "b1 B", "a1 A")) {
            String[] parts = each.split(" ");
            stage.sqs(
                    "SendMessage",
                    queue + ",'MessageBody':'" + parts[0] + "','MessageGroupId':'" + parts[1]
                            + "','MessageDeduplicationId':'" + parts[0] + "'}");
        }
        assertThat(first(queue)).isEqualTo("a1");
        assertThat(first(queue)).as("group A waits").isEqualTo("b1");
        assertThat(stage.bodies(queue)).isEmpty();
        stage.pass(Duration.ofSeconds(30));
        assertThat(stage.bodies(queue)).containsExactly("a1", "a2", "b1");
        assertRefused(
                "MissingParameter",
                "The request must contain the parameter MessageGroupId.",
                () -> stage.sqs("SendMessage", queue + ",'MessageBody':'x'}"));
    }

    private String first(String queue) {
        return stage.sqs("ReceiveMessage", queue + "}")
                .path("Messages")
                .get(0)
                .path("Body")
                .asString();
    }

    @Test
    void messages_outlive_a_restart_but_not_their_retention() {
        String queue = stage.queue("jobs", "'MessageRetentionPeriod':'60'");
        stage.sqs("SendMessage", queue + ",'MessageBody':'kept'}");
        stage.close();
        stage = new Stage(directory);
        assertThat(stage.bodies(queue)).containsExactly("kept");
        stage.pass(Duration.ofSeconds(61));
        assertThat(stage.bodies(queue)).isEmpty();
        stage.events.sweep();
        assertThat(stage.sqs("GetQueueAttributes", queue + ",'AttributeNames':['ApproximateNumberOfMessages']}")
                        .path("Attributes")
                        .path("ApproximateNumberOfMessages")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void each_entry_of_a_batch_succeeds_or_fails_by_itself() {
        String queue = stage.queue("jobs", "");
        JsonNode answer = stage.sqs(
                "SendMessageBatch",
                queue
                        + ",'Entries':[{'Id':'1','MessageBody':'good'},{'Id':'2','MessageBody':'late','DelaySeconds':1000}]}");
        assertThat(answer.path("Successful")).hasSize(1);
        assertThat(answer.path("Failed").get(0).path("Code").asString()).isEqualTo("InvalidParameterValue");
        assertRefused(
                "BatchEntryIdsNotDistinct",
                "Id 1 repeated.",
                () -> stage.sqs(
                        "SendMessageBatch",
                        queue + ",'Entries':[{'Id':'1','MessageBody':'a'},{'Id':'1','MessageBody':'b'}]}"));
    }

    @Test
    void wrong_requests_are_refused_with_the_texts_of_sqs() {
        String queue = stage.queue("jobs", "'VisibilityTimeout':'10'");
        assertRefused(
                "QueueDoesNotExist",
                "The specified queue does not exist.",
                () -> stage.sqs("GetQueueUrl", "{'QueueName':'none'}"));
        assertRefused(
                "QueueNameExists",
                "A queue already exists with the same name and a different value for attribute VisibilityTimeout",
                () -> stage.queue("jobs", "'VisibilityTimeout':'11'"));
        assertRefused("InvalidAttributeName", "Unknown Attribute Colour.", () -> stage.queue("new", "'Colour':'red'"));
        assertRefused(
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"junk\" is not a valid receipt handle.",
                () -> stage.sqs("DeleteMessage", queue + ",'ReceiptHandle':'junk'}"));
        assertRefused(
                "InvalidParameterValue",
                "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
                () -> stage.sqs("ReceiveMessage", queue + ",'MaxNumberOfMessages':11}"));
        stage.sqs("PurgeQueue", queue + "}");
        assertRefused(
                "PurgeQueueInProgress",
                "Only one PurgeQueue operation on jobs is allowed every 60 seconds.",
                () -> stage.sqs("PurgeQueue", queue + "}"));
    }
}
