package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.engine.Execution;
import dev.sluice.engine.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusEventsTest {
    private final List<JsonNode> events = new ArrayList<>();
    private final List<String> lineages = new ArrayList<>();
    private final StatusEvents changes = new StatusEvents((event, lineage) -> {
        events.add(event);
        lineages.add(lineage);
    });

    @Test
    void a_change_of_status_becomes_the_event_aws_documents() {
        changes.changed(execution("{}", "{\"a\":1}"), new Lineage(3, "s3-b-1"));
        JsonNode event = events.getFirst();
        assertThat(event.path("source").asString()).isEqualTo("aws.states");
        assertThat(event.path("detail-type").asString()).isEqualTo("Step Functions Execution Status Change");
        assertThat(event.path("resources").toString()).isEqualTo("[\"arn:e\"]");
        assertThat(event.path("detail").path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(event.path("detail").path("startDate").asLong()).isEqualTo(1_000);
        assertThat(event.path("detail").path("output").asString()).isEqualTo("{\"a\":1}");
        assertThat(event.path("detail").path("inputDetails").toString()).isEqualTo("{\"included\":true}");
        assertThat(lineages).containsExactly("s3-b-1:3");
    }

    @Test
    void payloads_that_are_too_large_for_an_event_are_left_out_and_said_to_be() {
        changes.changed(execution("\"" + "x".repeat(250 * 1024) + "\"", null), Lineage.NONE);
        JsonNode detail = events.getFirst().path("detail");
        assertThat(detail.path("input").isNull()).isTrue();
        assertThat(detail.path("inputDetails").toString()).isEqualTo("{\"included\":false}");
        assertThat(detail.path("outputDetails").isNull()).isTrue();
    }

    private static Execution execution(String input, @Nullable String output) {
        return new Execution(
                "arn:e",
                "e",
                "arn:m",
                Execution.Status.SUCCEEDED,
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(2),
                input,
                output,
                null,
                null,
                null,
                null,
                null,
                null,
                new Execution.Redrive(0, null, "NOT_REDRIVABLE", "Execution is SUCCEEDED and cannot be redriven"));
    }
}
