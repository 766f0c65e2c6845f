package dev.sluice.events;

import static dev.sluice.events.Stage.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TopicsTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:photos";
    private static final String TO = "{'TopicArn':'" + TOPIC + "'";

    @TempDir
    Path directory;

    private Stage stage;
    private Subscriber subscriber;

    @BeforeEach
    void open() throws Exception {
        stage = new Stage(directory);
        stage.sns("CreateTopic", "{'Name':'photos'}");
        subscriber = new Subscriber();
    }

    @AfterEach
    void close() throws Exception {
        subscriber.close();
        stage.close();
    }

    private JsonNode subscribe(String protocol, String endpoint, String more) {
        return stage.sns("Subscribe", TO + ",'Protocol':'" + protocol + "','Endpoint':'" + endpoint + "'" + more + "}");
    }

    private void publish(String message) {
        stage.sns("Publish", TO + ",'Message':'" + message + "'}");
    }

    @Test
    void an_http_endpoint_gets_messages_once_it_has_confirmed() throws Exception {
        assertThat(subscribe("http", subscriber.url(), "")
                        .path("SubscriptionArn")
                        .asString())
                .isEqualTo("pending confirmation");
        publish("too early");
        stage.carry(0);
        assertThat(subscriber.posted).hasSize(1);
        JsonNode question = body(0);
        assertThat(subscriber.posted.getFirst()).startsWith("SubscriptionConfirmation ");
        stage.sns(
                "ConfirmSubscription",
                TO + ",'Token':'" + question.path("Token").asString() + "'}");
        stage.sns(
                "Publish",
                TO
                        + ",'Message':'hello','Subject':'hi','MessageAttributes':{'n':{'DataType':'Number','StringValue':'1'}}}");
        stage.carry(0);
        JsonNode notification = body(1);
        assertThat(subscriber.posted.get(1)).startsWith("Notification ");
        assertThat(notification.path("Message").asString()).isEqualTo("hello");
        assertThat(notification.path("MessageAttributes").toString())
                .isEqualTo("{\"n\":{\"Type\":\"Number\",\"Value\":\"1\"}}");
        assertSigned(notification);
    }

    private JsonNode body(int index) {
        return Json.parse(subscriber.posted.get(index).split(" ", 2)[1]);
    }

    private void assertSigned(JsonNode notification) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String field : List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"))
            text.append(field)
                    .append('\n')
                    .append(notification.path(field).asString())
                    .append('\n');
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(stage.events.certificatePem().getBytes(StandardCharsets.US_ASCII)));
        certificate.verify(certificate.getPublicKey());
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(certificate);
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder()
                        .decode(notification.path("Signature").asString())))
                .isTrue();
    }

    @Test
    void attempts_and_pauses_survive_a_restart_and_end_at_the_dead_letters() {
        String dead = stage.queue("dead", "");
        confirmedHttp(",'Attributes':{'RawMessageDelivery':'true','RedrivePolicy':'{\\\"deadLetterTargetArn\\\":"
                + "\\\"arn:aws:sqs:us-east-1:000000000000:dead\\\"}'}");
        subscriber.answer = 503;
        publish("hello");
        for (int attempt = 1; attempt <= 4; attempt++) {
            stage.carry(attempt < 4 ? 1 : 0);
            awaitPosted(1 + attempt);
            if (attempt == 2) {
                stage.close();
                stage = reopened(Duration.ofSeconds(20));
            }
            stage.pass(Duration.ofSeconds(20));
        }
        assertThat(stage.bodies(dead)).containsExactly("hello");
    }

    private Stage reopened(Duration passed) {
        Stage reopened = new Stage(directory);
        reopened.pass(passed);
        return reopened;
    }

    /// The row changes only after the endpoint has answered, so look at the endpoint first.
    private void awaitPosted(int count) {
        long until = System.nanoTime() + 5_000_000_000L;
        while (subscriber.posted.size() < count && System.nanoTime() < until) Thread.onSpinWait();
        stage.awaitNothingDue();
        assertThat(subscriber.posted).hasSize(count);
    }

    private void confirmedHttp(String more) {
        subscribe("http", subscriber.url(), more);
        stage.carry(0);
        stage.sns(
                "ConfirmSubscription", TO + ",'Token':'" + body(0).path("Token").asString() + "'}");
    }

    @Test
    void an_endpoint_that_refuses_is_not_asked_again() {
        confirmedHttp("");
        subscriber.answer = 403;
        publish("hello");
        stage.carry(0);
        assertThat(subscriber.posted).hasSize(2);
    }

    @Test
    void a_queue_gets_what_its_filter_lets_through() {
        String queue = stage.queue("inbox", "");
        subscribe(
                "sqs",
                "arn:aws:sqs:us-east-1:000000000000:inbox",
                ",'Attributes':{'FilterPolicy':'{\\\"size\\\":[{\\\"numeric\\\":[\\\">\\\",10]}]}','RawMessageDelivery':'true'}");
        for (String size : List.of("5", "50"))
            stage.sns(
                    "Publish",
                    TO + ",'Message':'m" + size + "','MessageAttributes':{'size':{'DataType':'Number','StringValue':'"
                            + size + "'}}}");
        publish("without");
        assertThat(stage.bodies(queue)).containsExactly("m50");
    }

    @Test
    void a_function_gets_a_record_and_the_lineage() {
        String function = "arn:aws:lambda:us-east-1:000000000000:function:notify";
        subscribe("lambda", function, "");
        publish("hello");
        stage.carry(0);
        Target.Parcel parcel = stage.delivered.getFirst();
        assertThat(parcel.arn()).isEqualTo(function);
        assertThat(parcel.lineage()).isEqualTo("line:1");
        JsonNode sns = Json.parse(parcel.payload()).path("Records").get(0).path("Sns");
        assertThat(sns.path("Message").asString()).isEqualTo("hello");
        assertThat(sns.path("Subject").isNull()).isTrue();
    }

    @Test
    void each_protocol_may_have_its_own_text() {
        String queue = stage.queue("inbox", "");
        subscribe("sqs", "arn:aws:sqs:us-east-1:000000000000:inbox", "");
        stage.sns(
                "Publish",
                TO + ",'MessageStructure':'json','Message':'{\\\"default\\\":\\\"d\\\",\\\"sqs\\\":\\\"q\\\"}'}");
        assertThat(Json.parse(stage.bodies(queue).getFirst()).path("Message").asString())
                .isEqualTo("q");
        assertRefused(
                "InvalidParameterException",
                "Invalid parameter: Message Structure - No default entry in JSON message body",
                () -> stage.sns("Publish", TO + ",'MessageStructure':'json','Message':'{\\\"sqs\\\":\\\"q\\\"}'}"));
    }

    @Test
    void a_fifo_topic_counts_its_messages_and_takes_none_twice() {
        stage.sns("CreateTopic", "{'Name':'steps.fifo','Attributes':{'FifoTopic':'true'}}");
        String queue = stage.queue("inbox.fifo", "'FifoQueue':'true'");
        String steps = "{'TopicArn':'arn:aws:sns:us-east-1:000000000000:steps.fifo'";
        stage.sns(
                "Subscribe",
                steps + ",'Protocol':'sqs','Endpoint':'arn:aws:sqs:us-east-1:000000000000:inbox.fifo',"
                        + "'Attributes':{'RawMessageDelivery':'true'}}");
        String first = steps + ",'Message':'one','MessageGroupId':'g','MessageDeduplicationId':'d1'}";
        JsonNode published = stage.sns("Publish", first);
        assertThat(stage.sns("Publish", first)).isEqualTo(published);
        assertThat(published.path("SequenceNumber").asString()).isEqualTo("10000000000000000000");
        stage.sns("Publish", steps + ",'Message':'two','MessageGroupId':'g','MessageDeduplicationId':'d2'}");
        assertThat(stage.bodies(queue)).containsExactly("one", "two");
        assertRefused(
                "InvalidParameterException",
                "Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
                () -> stage.sns("Publish", steps + ",'Message':'x'}"));
    }

    @Test
    void the_addresses_of_metadata_services_are_never_posted_to() {
        subscribe("http", "http://169.254.169.254/latest", "");
        stage.carry(0);
        assertThat(subscriber.posted).isEmpty();
    }

    @Test
    void wrong_requests_are_refused_with_the_texts_of_sns() {
        assertRefused(
                "NotFoundException",
                "Topic does not exist",
                () -> stage.sns("GetTopicAttributes", "{'TopicArn':'arn:aws:sns:us-east-1:000000000000:none'}"));
        assertRefused(
                "InvalidParameterException",
                "Invalid parameter: Protocol Reason: email is not supported here",
                () -> subscribe("email", "a@b.c", ""));
        assertRefused(
                "InvalidParameterException",
                "Invalid parameter: Topic Name",
                () -> stage.sns("CreateTopic", "{'Name':'x.fifo'}"));
        assertRefused(
                "InvalidParameterException",
                "Invalid parameter: Token",
                () -> stage.sns("ConfirmSubscription", TO + ",'Token':'guess'}"));
        assertRefused("InvalidParameterException", "Invalid parameter: Empty message", () -> publish(""));
    }
}
