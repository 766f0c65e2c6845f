package dev.sluice.objects;

import static dev.sluice.objects.StoreFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class NotificationsTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:go";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:jobs";

    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).bucket("photos");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_matching_put_is_told_to_the_function_with_its_url_encoded_key() throws InterruptedException {
        configure("""
                {"LambdaFunctionConfigurations":[{"Id":"go","LambdaFunctionArn":"%s","Events":["s3:ObjectCreated:*"],
                 "Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"raw/"},{"Name":"suffix","Value":".jpg"}]}}}]}
                """.formatted(FUNCTION));
        fixture.put("photos", "raw/notes.txt", "no");
        fixture.put("photos", "raw/red flower.jpg", "yes");
        ObjectEvent event = next();
        JsonNode s3 =
                event.deliveries().getFirst().message().path("Records").path(0).path("s3");
        assertThat(event.deliveries()).extracting(ObjectEvent.Delivery::arn).containsExactly(FUNCTION);
        assertThat(event.bridge()).isNull();
        assertThat(s3.path("configurationId").asString()).isEqualTo("go");
        assertThat(s3.path("object").path("key").asString()).isEqualTo("raw/red+flower.jpg");
        assertThat(s3.path("object").path("size").asInt()).isEqualTo(3);
    }

    @Test
    void a_queue_is_greeted_and_the_bridge_gets_every_event() throws InterruptedException {
        configure(
                "{\"QueueConfigurations\":[{\"QueueArn\":\"%s\",\"Events\":[\"s3:ObjectRemoved:*\"]}],\"EventBridgeConfiguration\":{}}"
                        .formatted(QUEUE));
        fixture.put("photos", "x", "1");
        ObjectEvent greeting = next();
        ObjectEvent put = next();
        assertThat(greeting.name()).isEqualTo("TestEvent");
        assertThat(put.deliveries()).isEmpty();
        assertThat(java.util.Objects.requireNonNull(put.bridge())
                        .path("detail-type")
                        .asString())
                .isEqualTo("Object Created");
    }

    @Test
    void overlapping_rules_wrong_filters_and_unknown_destinations_are_refused() {
        String rule = "{\"QueueArn\":\"" + QUEUE + "\",\"Events\":[\"%s\"]%s}";
        assertRefused("{\"QueueConfigurations\":[" + rule.formatted("s3:ObjectCreated:Put", "") + ","
                + rule.formatted("s3:ObjectCreated:*", "") + "]}");
        assertRefused("{\"QueueConfigurations\":[" + rule.formatted("s3:ObjectEaten:Put", "") + "]}");
        assertRefused("{\"QueueConfigurations\":["
                + rule.formatted(
                        "s3:ObjectCreated:Put",
                        ",\"Filter\":{\"Key\":{\"FilterRules\":[{\"Name\":\"infix\",\"Value\":\"a\"}]}}")
                + "]}");
        fixture.store.destinations((arn, bucket) -> Optional.of("The destination queue does not exist"));
        assertRefused("{\"QueueConfigurations\":[" + rule.formatted("s3:ObjectCreated:Put", "") + "]}");
    }

    private void assertRefused(String configuration) {
        assertThatThrownBy(() -> configure(configuration))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo("InvalidArgument"));
    }

    private void configure(String json) {
        fixture.store.notifications("photos", Json.parse(json), true, ALICE);
    }

    private final BlockingQueue<ObjectEvent> events = new LinkedBlockingQueue<>();
    private boolean delivering;

    private ObjectEvent next() throws InterruptedException {
        if (!delivering) fixture.store.deliver(events::add);
        delivering = true;
        return java.util.Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS));
    }
}
