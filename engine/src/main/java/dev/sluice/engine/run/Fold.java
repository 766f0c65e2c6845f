package dev.sluice.engine.run;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.engine.archive.Archive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a span of the journal changes for one execution, gathered segment by segment.
final class Fold {
    /// Events of one chunk, after which the next segment begins another.
    static final int CHUNK_EVENTS = 64;

    private final Header header;
    private final List<Archive.Chunk> chunks = new ArrayList<>(1);
    private final BlobWriter body = new BlobWriter();
    private boolean first;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private long startedMillis;
    private long stoppedMillis;
    private Archive.@Nullable Chunk open;
    private int events;
    private int segments;

    Fold(Header header) {
        this.header = header;
    }

    void add(long position, Segment segment) {
        segments++;
        if (segment.first()) {
            first = true;
            startedMillis = segment.events().getFirst().stamp().atMillis();
        }
        if (open == null) open = new Archive.Chunk(position, firstEvent(segment), segment.firstPayload(), new byte[0]);
        body.write(segment.blob(), segment.from(), segment.to() - segment.from());
        events += segment.events().size();
        segment.events().forEach(this::note);
        if (events >= CHUNK_EVENTS) endChunk(open);
    }

    Archive.Change change() {
        if (open != null) endChunk(open);
        return new Archive.Change(
                header.id(), first ? header : null, status, startedMillis, stoppedMillis, List.copyOf(chunks));
    }

    Header header() {
        return header;
    }

    int segments() {
        return segments;
    }

    private void endChunk(Archive.Chunk chunk) {
        // Two chunks of one span may start at the same position of the journal; the next position is never theirs.
        long position = chunks.isEmpty()
                ? chunk.position()
                : Math.max(chunk.position(), chunks.getLast().position() + 1);
        chunks.add(new Archive.Chunk(position, chunk.firstEvent(), chunk.firstPayload(), body.toBytes()));
        body.reset();
        open = null;
        events = 0;
    }

    private void note(Event event) {
        ExecutionStatus now = statusAfter(event);
        if (now == null) return;
        status = now;
        stoppedMillis = now.closed() ? event.stamp().atMillis() : 0;
    }

    /// The status an execution has after an event that changes it; null if it doesn't.
    static @Nullable ExecutionStatus statusAfter(Event event) {
        return switch (event) {
            case Event.ExecutionStarted _ -> ExecutionStatus.RUNNING;
            case Event.ExecutionSucceeded _ -> ExecutionStatus.SUCCEEDED;
            case Event.ExecutionFailed _ -> ExecutionStatus.FAILED;
            case Event.ExecutionTimedOut _ -> ExecutionStatus.TIMED_OUT;
            case Event.ExecutionAborted _ -> ExecutionStatus.ABORTED;
            default -> null; // The other kinds tell of states, not of the execution.
        };
    }

    private static int firstEvent(Segment segment) {
        for (Event event : segment.events()) {
            if (event.stamp().visible()) return event.stamp().id();
        }
        // Only facts that history doesn't show: no page starts here.
        return Integer.MAX_VALUE;
    }
}
