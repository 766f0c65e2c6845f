package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.asl.model.StateType;
import dev.sluice.core.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventCodecTest {
    private static final Stamp STAMP = new Stamp(3, 70_000, 129, 1_700_000_000_123L);
    private static final JsonNode PAYLOAD = Json.text("p");

    private static byte[] write(Event event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventCodec.write(new DataOutputStream(bytes), event, _ -> 300);
        return bytes.toByteArray();
    }

    private static Event read(byte[] bytes) throws IOException {
        return EventCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)), _ -> PAYLOAD);
    }

    @Test
    void what_was_written_is_read_back() throws IOException {
        MapRunPlan plan = new MapRunPlan(null, true, 7, new Tolerance(2, 12.5), PAYLOAD, null, null, null);
        for (Event event : List.of(
                new Event.StateExited(STAMP, StateType.MAP, "Näme", PAYLOAD, null, "Next"),
                new Event.MapRunPlanned(STAMP, 2, plan),
                new Event.MapRunEnded(STAMP, Outcome.FAILED, null, new Failure("E", null)),
                new Event.EvaluationFailed(STAMP, "S", new Failure("E", "c"), null))) {
            assertThat(read(write(event))).isEqualTo(event);
        }
    }

    @Test
    void a_transition_takes_few_bytes() throws IOException {
        assertThat(write(new Event.StateEntered(STAMP, StateType.PASS, "Resize", PAYLOAD, null)))
                .hasSizeLessThan(30);
    }

    @Test
    void bytes_that_hold_no_event_are_refused() {
        assertThatThrownBy(() -> read(new byte[] {99, 0, 0, 0, 0})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(new byte[] {1, 0})).isInstanceOf(IOException.class);
    }
}
