package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import tools.jackson.databind.JsonNode;

/// What becomes of uploads: many at once, ones that set themselves off, ones that are no photographs.
class UploadsTest {
    private static final int PHOTOGRAPHS = 100;
    private static final int SENT_AT_ONCE = 16;

    /// The upload's own execution and Lambda's sixteen rounds.
    private static final int LOOP_EXECUTIONS_MAX = 17;

    @TempDir
    Path data;

    @Test
    void a_hundred_photographs_sent_at_once_are_each_processed_once() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                SfnClient sfn = server.stepFunctions();
                S3Client s3 = server.objects()) {
            Pipeline pipeline = new Pipeline(sfn, s3).deploy("raw/");
            sendAll(pipeline);
            Eventually.holds(() -> ended(pipeline.executions(), PHOTOGRAPHS));

            assertThat(pipeline.executions())
                    .hasSize(PHOTOGRAPHS)
                    .allMatch(execution -> execution.status() == ExecutionStatus.SUCCEEDED);
            assertThat(pipeline.executions().stream().map(pipeline::input)).doesNotHaveDuplicates();
            assertThat(pipeline.keys("resized/raw/")).hasSize(PHOTOGRAPHS);
            assertThat(pipeline.keys("filtered/raw/")).hasSize(PHOTOGRAPHS);
            assertThat(pipeline.keys("optimized/")).hasSize(PHOTOGRAPHS);
            assertThat(records(server)).hasSize(PHOTOGRAPHS).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_pipeline_whose_results_set_it_off_again_is_stopped_and_said() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                SfnClient sfn = server.stepFunctions();
                S3Client s3 = server.objects()) {
            Pipeline pipeline = new Pipeline(sfn, s3).deploy("");
            pipeline.upload("raw/loop.jpg", Pipeline.photograph(1));
            Eventually.holds(() -> server.errors().stream().anyMatch(line -> line.contains("recursive loop stopped")));
            Eventually.holds(() -> ended(pipeline.executions(), LOOP_EXECUTIONS_MAX));

            Thread.sleep(2_000); // a loop that isn't stopped would go on meanwhile
            assertThat(pipeline.executions()).hasSizeLessThanOrEqualTo(LOOP_EXECUTIONS_MAX);
        }
    }

    @Test
    void the_failure_of_a_text_named_jpg_is_told_to_a_web_hook() throws Exception {
        Queue<JsonNode> told = new ConcurrentLinkedQueue<>();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            JsonNode message = Json.parse(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            told.add(message);
            if (message.path("Type").asString().equals("SubscriptionConfirmation")) {
                URI.create(message.path("SubscribeURL").asString())
                        .toURL()
                        .openStream()
                        .close();
            }
        });
        hook.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hook.start();
        try (ServerProcess server = ServerProcess.start(data);
                SfnClient sfn = server.stepFunctions();
                S3Client s3 = server.objects()) {
            subscribe(server, hook.getAddress().getPort());
            Pipeline pipeline = new Pipeline(sfn, s3).deploy("raw/");
            pipeline.upload("raw/notes.jpg", "No photograph.".getBytes(StandardCharsets.UTF_8));
            Eventually.holds(
                    () -> told.stream().anyMatch(m -> m.path("Type").asString().equals("Notification")));

            assertThat(told)
                    .filteredOn(m -> m.path("Type").asString().equals("Notification"))
                    .allMatch(m -> m.path("Message").asString().startsWith("Error processing image: "))
                    .allMatch(m -> m.path("Subject").asString().equals("Image Processing Error"));
            assertThat(server.aws("dynamodb", "scan", "--table-name", "image-processing"))
                    .contains("raw/notes.jpg")
                    .contains("FAILED");
        } finally {
            hook.stop(0);
        }
    }

    private static void subscribe(ServerProcess server, int port) throws Exception {
        String python = """
                sns = client("sns")
                topic = sns.create_topic(Name="image-processing-errors")["TopicArn"]
                sns.subscribe(TopicArn=topic, Protocol="http", Endpoint="http://127.0.0.1:%d/")
                for _ in range(200):
                    if any(s["SubscriptionArn"].startswith("arn:")
                           for s in sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]):
                        print("confirmed")
                        break
                    time.sleep(0.05)
                """;
        assertThat(server.python(python.formatted(port))).contains("confirmed");
    }

    private static void sendAll(Pipeline pipeline) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(SENT_AT_ONCE)) {
            for (int i = 0; i < PHOTOGRAPHS; i++) {
                int number = i;
                sent.add(pool.submit(() -> pipeline.upload("raw/" + number + ".jpg", Pipeline.photograph(number))));
            }
        }
        for (Future<?> one : sent) one.get();
    }

    static boolean ended(List<ExecutionListItem> executions, int count) {
        return executions.size() >= count
                && executions.stream().noneMatch(execution -> execution.status() == ExecutionStatus.RUNNING);
    }

    private static List<String> records(ServerProcess server) throws Exception {
        return server.python("""
                pages = client("dynamodb").get_paginator("scan").paginate(TableName="image-processing")
                for page in pages:
                    for item in page["Items"]:
                        if item["status"]["S"] == "PROCESSED": print(item["imageKey"]["S"])
                """).lines().toList();
    }
}
