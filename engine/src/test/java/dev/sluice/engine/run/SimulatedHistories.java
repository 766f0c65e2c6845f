package dev.sluice.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.asl.step.Event;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What must be true of every history, however often the engine crashed while it was written.
final class SimulatedHistories {
    private SimulatedHistories() {}

    static void check(MemoryArchive archive, Function<Header, Revision> revisions) {
        Recovery recovery = new Recovery(archive, revisions);
        for (Archive.Stored row : archive.rows()) {
            List<Event> events = events(archive, row.header());
            List<Integer> ids = events.stream()
                    .map(e -> e.stamp().id())
                    .filter(id -> id > 0)
                    .toList();
            for (int i = 0; i < ids.size(); i++) {
                assertThat(ids.get(i)).as("ids of " + row.header().arn()).isEqualTo(i + 1);
            }
            assertThat(events.stream().map(Fold::statusAfter).filter(s -> s != null && s.closed()))
                    .as("terminal events of " + row.header().arn())
                    .hasSize(1);
            for (int i = 1; i < events.size(); i++) {
                assertThat(events.get(i).stamp().atMillis())
                        .isGreaterThanOrEqualTo(events.get(i - 1).stamp().atMillis());
            }
            assertThat(recovery.replay(row.header()).execution().status()).isEqualTo(row.status());
        }
        assertThat(archive.rows().stream().map(row -> row.header().arn())).doesNotHaveDuplicates();
    }

    private static List<Event> events(Archive archive, Header header) {
        Payloads.Read payloads = new Payloads.Read(0, Payloads.Older.NONE);
        List<Event> events = new ArrayList<>();
        for (Archive.Chunk chunk : archive.chunksFrom(header.id(), 0, Integer.MAX_VALUE)) {
            for (Segment segment : SegmentCodec.readChunk(chunk.body(), header, payloads)) {
                events.addAll(segment.events());
            }
        }
        return events;
    }
}
