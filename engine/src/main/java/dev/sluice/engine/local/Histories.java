package dev.sluice.engine.local;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.History;
import dev.sluice.asl.step.Identity;
import dev.sluice.engine.HistoryEvent;
import dev.sluice.engine.Page;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Pages;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Payloads;
import dev.sluice.engine.run.Recovery;
import dev.sluice.engine.run.Segment;
import dev.sluice.engine.run.SegmentCodec;
import dev.sluice.engine.run.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads executions' events back from the archive.
final class Histories {
    /// Chunks read at a time.
    private static final int CHUNKS_READ = 8;

    private final Archive archive;
    private final Function<Header, Revision> revisions;

    Histories(Archive archive, Function<Header, Revision> revisions) {
        this.archive = archive;
        this.revisions = revisions;
    }

    /// A page of history. The token is the id of the event with which the next page begins.
    Page<HistoryEvent> page(Header header, Page.Request page, boolean reverse) {
        Identity identity = Recovery.identity(header, revisions.apply(header));
        String token = page.nextToken();
        int first = token == null ? (reverse ? Integer.MAX_VALUE - 1 : 1) : (int) Pages.number(token);
        List<Event> events =
                reverse ? backwards(header, first, page.size() + 1) : forwards(header, first, page.size() + 1);
        boolean more = events.size() > page.size();
        List<HistoryEvent> shown = new ArrayList<>();
        for (Event event : more ? events.subList(0, page.size()) : events) {
            show(event, identity, true).ifPresent(shown::add);
        }
        return new Page<>(
                shown,
                more ? Pages.token(String.valueOf(events.getLast().stamp().id())) : null);
    }

    private List<Event> forwards(Header header, int first, int max) {
        List<Event> found = new ArrayList<>();
        long after = -1;
        int from = first;
        while (found.size() < max) {
            List<Archive.Chunk> chunks = archive.chunksFrom(header.id(), from, CHUNKS_READ);
            long seen = after;
            for (Archive.Chunk chunk : chunks) {
                if (chunk.position() <= seen) continue;
                after = chunk.position();
                for (Event event : events(header, chunk)) {
                    int id = event.stamp().id();
                    if (id >= first && found.size() < max) found.add(event);
                }
            }
            if (after == seen || chunks.size() < CHUNKS_READ) return found;
            from = found.isEmpty() ? from : found.getLast().stamp().id() + 1;
            if (found.isEmpty()) return found;
        }
        return found;
    }

    private List<Event> backwards(Header header, int first, int max) {
        List<Event> found = new ArrayList<>();
        List<Archive.Chunk> start = archive.chunksFrom(header.id(), first, 1);
        Optional<Archive.Chunk> chunk = start.stream().findFirst();
        // A chunk of hidden facts only comes after the one that holds the first event wanted: nothing is missed.
        while (chunk.isPresent() && found.size() < max) {
            for (Event event : events(header, chunk.get()).reversed()) {
                int id = event.stamp().id();
                if (id > 0 && id <= first && found.size() < max) found.add(event);
            }
            chunk = archive.chunkBefore(header.id(), chunk.get().position());
        }
        return found;
    }

    private List<Event> events(Header header, Archive.Chunk chunk) {
        Payloads.Read payloads = new Payloads.Read(
                chunk.firstPayload(), number -> Recovery.payloadsBefore(archive, header.id(), number));
        List<Event> events = new ArrayList<>();
        for (Segment segment : SegmentCodec.readChunk(chunk.body(), header, payloads)) {
            events.addAll(segment.events());
        }
        return events;
    }

    /// An execution that has left memory, from its first and its last events.
    View view(Archive.Stored stored) {
        Header header = stored.header();
        List<Archive.Chunk> chunks = archive.chunksFrom(header.id(), 0, 2);
        List<Event> first = chunks.isEmpty() ? List.of() : events(header, chunks.getFirst());
        String input = first.isEmpty() || !(first.getFirst() instanceof Event.ExecutionStarted started)
                ? "{}"
                : started.inputText();
        JsonNode output = null;
        Failure failure = null;
        if (stored.status() != ExecutionStatus.RUNNING) {
            // Most executions fit one chunk, which then holds their end too.
            Event last = chunks.size() == 1
                    ? first.getLast()
                    : backwards(header, Integer.MAX_VALUE - 1, 1).getFirst();
            output = last instanceof Event.ExecutionSucceeded end ? end.output() : null;
            failure = failure(last);
        }
        return new View(
                header,
                stored.status(),
                stored.startedMillis(),
                stored.stoppedMillis(),
                input,
                output,
                failure,
                stored.redrives(),
                stored.redrivenMillis());
    }

    private static @Nullable Failure failure(Event event) {
        return switch (event) {
            case Event.ExecutionFailed end -> end.failure();
            case Event.ExecutionTimedOut end -> end.failure();
            case Event.ExecutionAborted end -> end.failure();
            default -> null; // The others end nothing or end well.
        };
    }

    /// An event as history shows it; empty if it doesn't.
    static Optional<HistoryEvent> show(Event event, Identity identity, boolean includeData) {
        return History.render(event, identity, includeData).map(rendered -> historyEvent(event, rendered));
    }

    private static HistoryEvent historyEvent(Event event, ObjectNode rendered) {
        String detailsName = null;
        JsonNode details = null;
        for (Map.Entry<String, JsonNode> member : rendered.properties()) {
            if (!member.getKey().endsWith("Details")) continue;
            detailsName = member.getKey();
            details = member.getValue();
        }
        return new HistoryEvent(
                event.stamp().id(),
                event.stamp().previous(),
                Instant.ofEpochMilli(event.stamp().atMillis()),
                rendered.path("type").asString(),
                detailsName,
                details);
    }
}
