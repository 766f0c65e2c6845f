package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each protocol as its bytes, and what hostile bodies get.
class ProtocolsTest {
    private static RunningGateway running;
    private static SigningClient client;

    @BeforeAll
    static void start() {
        running = new RunningGateway();
        client = new SigningClient(running.url());
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    @Test
    void sqs_still_speaks_the_query_protocol_with_its_own_names() throws Exception {
        client.form(
                "sqs",
                "/",
                "Action=CreateQueue&Version=2012-11-05&QueueName=q&Attribute.1.Name=DelaySeconds"
                        + "&Attribute.1.Value=5&Tag.1.Key=team&Tag.1.Value=a+b%26c");
        assertThat(running.sqs.inputs.get("CreateQueue"))
                .isEqualTo(Json.parse(
                        "{\"QueueName\":\"q\",\"Attributes\":{\"DelaySeconds\":\"5\"},\"tags\":{\"team\":\"a b&c\"}}"));
        HttpResponse<String> received = client.form(
                "sqs",
                "/000000000000/q",
                "Action=ReceiveMessage&QueueUrl=u&AttributeName.1=All&MaxNumberOfMessages=10");
        assertThat(running.sqs.inputs.get("ReceiveMessage"))
                .isEqualTo(Json.parse("{\"QueueUrl\":\"u\",\"AttributeNames\":[\"All\"],\"MaxNumberOfMessages\":10}"));
        assertThat(received.body())
                .startsWith("<ReceiveMessageResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">"
                        + "<ReceiveMessageResult><Message><MessageId>m1</MessageId><Body>&lt;hi&gt;</Body><Attribute>"
                        + "<Name>SentTimestamp</Name><Value>1</Value></Attribute></Message></ReceiveMessageResult>"
                        + "<ResponseMetadata><RequestId>");
    }

    @Test
    void sqs_batches_are_lists_of_structures_in_the_query_protocol() throws Exception {
        client.form(
                "sqs",
                "/000000000000/q",
                "Action=SendMessageBatch&QueueUrl=u"
                        + "&SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.MessageBody=x"
                        + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=k"
                        + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String"
                        + "&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v");
        assertThat(running.sqs.inputs.get("SendMessageBatch").path("Entries").path(0))
                .isEqualTo(
                        Json.parse(
                                "{\"Id\":\"1\",\"MessageBody\":\"x\",\"MessageAttributes\":{\"k\":{\"StringValue\":\"v\",\"DataType\":\"String\"}}}"));
    }

    @Test
    void sqs_tells_its_old_error_codes_in_both_protocols() throws Exception {
        HttpResponse<String> query = client.form("sqs", "/", "Action=GetQueueUrl&QueueName=n");
        assertThat(query.statusCode()).isEqualTo(400);
        assertThat(query.body())
                .contains("<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>"
                        + "<Message>The specified queue does not exist.</Message>");
        HttpResponse<String> json = client.json("sqs", "AmazonSQS.GetQueueUrl", "{\"QueueName\":\"n\"}");
        assertThat(json.body()).contains("\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\"");
        assertThat(json.headers().firstValue("x-amzn-query-error"))
                .contains("AWS.SimpleQueueService.NonExistentQueue;Sender");
    }

    @Test
    void sns_lists_and_maps_have_members_and_entries() throws Exception {
        client.form(
                "sns",
                "/",
                "Action=Publish&TopicArn=t&Message=m&MessageAttributes.entry.1.Name=k"
                        + "&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=v");
        assertThat(running.sns
                        .inputs
                        .get("Publish")
                        .path("MessageAttributes")
                        .path("k")
                        .path("StringValue")
                        .asString())
                .isEqualTo("v");
        assertThat(client.form("sns", "/", "Action=ListTopics").body())
                .contains("<ListTopicsResult><Topics><member><TopicArn>t1</TopicArn></member><member>");
        assertThat(client.form("sns", "/", "Action=Dance").body())
                .contains(
                        "<Code>InvalidAction</Code><Message>The action Dance is not valid for this endpoint.</Message>");
        HttpResponse<String> missing = client.form("sns", "/", "Action=GetTopicAttributes&TopicArn=t");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("<Code>NotFound</Code>");
    }

    @Test
    void lambda_takes_labels_headers_and_raw_payloads() throws Exception {
        String path = "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af/invocations";
        byte[] payload = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                client.post("lambda", path, Map.of("x-amz-invocation-type", "RequestResponse"), payload);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"a\": 1}");
        assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
        assertThat(running.lambda.inputs.get("Invoke"))
                .isEqualTo(Json.parse(
                        "{\"Payload\":\"eyJhIjogMX0=\",\"FunctionName\":\"arn:aws:lambda:us-east-1:000000000000:function:f\","
                                + "\"InvocationType\":\"RequestResponse\"}"));
        HttpResponse<String> nowhere = client.post("lambda", "/2015-03-31/dances", Map.of(), payload);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.headers().firstValue("x-amzn-ErrorType")).contains("UnknownOperationException");
    }

    @Test
    void dynamodb_answers_carry_their_checksum_and_namespaced_errors() throws Exception {
        HttpResponse<String> put =
                client.json("dynamodb", "DynamoDB_20120810.PutItem", "{\"TableName\":\"t12\",\"Item\":{}}");
        CRC32 crc = new CRC32();
        crc.update(put.body().getBytes(StandardCharsets.UTF_8));
        assertThat(put.headers().firstValue("x-amz-crc32")).contains(String.valueOf(crc.getValue()));
        HttpResponse<String> get =
                client.json("dynamodb", "DynamoDB_20120810.GetItem", "{\"TableName\":\"t12\",\"Key\":{}}");
        assertThat(get.body())
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\","
                        + "\"message\":\"Requested resource not found\"}");
    }

    @Test
    void broken_json_is_a_serialization_error_however_it_is_broken() throws Exception {
        for (String body : new String[] {"{", "[]", "7", "{\"a\":1}x", "[".repeat(100_000), "{\"a\":".repeat(5_000)}) {
            HttpResponse<String> answer = client.json("states", "AWSStepFunctions.ListStateMachines", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"__type\":\"SerializationException\"");
        }
        byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        HttpResponse<String> answer =
                client.post("states", "/", Map.of("x-amz-target", "AWSStepFunctions.ListStateMachines"), notUtf8);
        assertThat(answer.body()).startsWith("{\"__type\":\"SerializationException\"");
    }

    @Test
    void a_body_past_the_limit_is_refused_and_hostile_forms_are_too() throws Exception {
        HttpResponse<String> large = client.json("states", "AWSStepFunctions.ListStateMachines", " ".repeat(18 << 20));
        assertThat(large.body()).startsWith("{\"__type\":\"RequestEntityTooLargeException\"");
        HttpResponse<String> deep = client.form("sns", "/", "Action=Publish&" + "a.".repeat(200) + "=1");
        assertThat(deep.body()).contains("<Code>MalformedInput</Code>");
        HttpResponse<String> broken = client.form("sns", "/", "Action=Publish&a=%zz");
        assertThat(broken.body()).contains("<Code>MalformedQueryString</Code>");
    }

    @Test
    void a_service_that_is_not_there_is_named() throws Exception {
        assertThat(client.form("ec2", "/", "Action=DescribeInstances&Version=2016-11-15")
                        .body())
                .contains("<Code>InvalidAction</Code><Message>There is no service ec2 on this endpoint.</Message>");
        assertThat(client.json("kinesis", "Kinesis_20131202.ListStreams", "{}").body())
                .isEqualTo(
                        "{\"__type\":\"UnknownOperationException\",\"message\":\"There is no service Kinesis_20131202 on "
                                + "this endpoint.\"}");
    }
}
