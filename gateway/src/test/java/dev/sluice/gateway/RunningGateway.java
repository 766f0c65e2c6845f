package dev.sluice.gateway;

import dev.sluice.core.Ids;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A gateway on a free port with echoing services, for tests and for trying real clients by hand.
final class RunningGateway implements AutoCloseable {
    static final AccessKey ROOT = new AccessKey(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            null,
            "arn:aws:iam::000000000000:root",
            "000000000000",
            null);
    static final AccessKey TEMPORARY = new AccessKey(
            "ASIATEMPORARY",
            "temporary-secret",
            "token==",
            "arn:aws:sts::000000000000:assumed-role/r/s",
            "000000000000",
            null);

    final EchoService states = new EchoService("states");
    final EchoService dynamodb = new EchoService("dynamodb");
    final EchoService sqs = new EchoService("sqs");
    final EchoService sns = new EchoService("sns");
    final EchoService lambda = new EchoService("lambda");
    final MemoryObjects objects = new MemoryObjects();
    final Gateway gateway;
    final int port;

    RunningGateway() {
        this(0, (caller, access) -> Authorizer.Verdict.ALLOWED, InstantSource.system());
    }

    RunningGateway(int wantedPort, Authorizer authorizer, InstantSource clock) {
        Map<String, AccessKey> keys = Map.of(ROOT.id(), ROOT, TEMPORARY.id(), TEMPORARY);
        Credentials credentials = id -> Optional.ofNullable(keys.get(id));
        gateway = new Gateway(new GatewaySettings(
                "127.0.0.1", wantedPort, "000000000000", "us-east-1", credentials, authorizer, clock, Ids.random()));
        answers();
        gateway.service(states).service(dynamodb).service(sqs).service(sns).service(lambda);
        gateway.objects(objects);
        gateway.page(
                "/metrics",
                (request, response) -> response.send("up 1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        port = gateway.start();
        gateway.ready();
    }

    private void answers() {
        states.answering(
                "CreateActivity",
                "{\"activityArn\":\"arn:aws:states:us-east-1:000000000000:activity:a\",\"creationDate\":1700000000.123}");
        states.answering("ListStateMachines", "{\"stateMachines\":[]}");
        states.answering("CreateStateMachineAlias", "{\"stateMachineAliasArn\":\"a\",\"creationDate\":1}");
        states.refusing("DescribeExecution", "ExecutionDoesNotExist", "Execution Does Not Exist: 'x'");
        dynamodb.answering("PutItem", "{}");
        dynamodb.refusing("GetItem", "ResourceNotFoundException", "Requested resource not found");
        sqs.answering("CreateQueue", "{\"QueueUrl\":\"http://localhost/000000000000/q\"}");
        sqs.answering(
                "SendMessageBatch",
                "{\"Successful\":[{\"Id\":\"1\",\"MessageId\":\"m1\",\"MD5OfMessageBody\":\"x\"}],\"Failed\":[]}");
        sqs.answering(
                "ReceiveMessage",
                "{\"Messages\":[{\"MessageId\":\"m1\",\"Body\":\"<hi>\",\"Attributes\":{\"SentTimestamp\":\"1\"}}]}");
        sqs.refusing("GetQueueUrl", "QueueDoesNotExist", "The specified queue does not exist.");
        sns.answering("Publish", "{\"MessageId\":\"m-1\"}");
        sns.answering("ListTopics", "{\"Topics\":[{\"TopicArn\":\"t1\"},{\"TopicArn\":\"t2\"}]}");
        sns.refusing("GetTopicAttributes", "NotFoundException", "Topic does not exist");
        lambda.on("Invoke", (input, caller) -> {
            var out = dev.sluice.core.Json.object();
            out.put("StatusCode", 200).put("ExecutedVersion", "$LATEST");
            out.set("Payload", input.path("Payload"));
            return out;
        });
        lambda.refusing("GetFunction", "ResourceNotFoundException", "Function not found: arn:x");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        gateway.close();
    }

    /// For trying real clients by hand: serves on the port given until killed.
    public static void main(String[] args) throws InterruptedException {
        new RunningGateway(
                Integer.parseInt(args[0]), (caller, access) -> Authorizer.Verdict.ALLOWED, InstantSource.system());
        Thread.sleep(Long.parseLong(args[1]) * 1000);
        System.exit(0);
    }
}
