package dev.sluice.engine.run;

import dev.sluice.asl.step.Execution;
import dev.sluice.asl.step.Identity;
import dev.sluice.core.Arn;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Revision;
import dev.sluice.journal.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Brings an engine's state back: first the journal's tail goes into the archive, then every open execution is replayed
/// from there, by `apply` alone.
public final class Recovery {
    /// Bytes of the journal taken into the archive at a time.
    static final long SPAN_BYTES = 8L << 20;

    private final Archive archive;
    private final Function<Header, Revision> revisions;

    /// @param revisions finds the machine of an execution
    public Recovery(Archive archive, Function<Header, Revision> revisions) {
        this.archive = archive;
        this.revisions = revisions;
    }

    /// Takes the journal's tail into the archive.
    public void catchUp(Journal journal, Projector projector) {
        Tail tail = new Tail();
        List<Committer.Committed> span = new ArrayList<>();
        long[] bytes = new long[1];
        journal.replay(archive.position(), entry -> {
            span.add(new Committer.Committed(entry.position(), SegmentCodec.read(entry.body(), tail)));
            bytes[0] += entry.body().length;
            if (bytes[0] < SPAN_BYTES) return;
            projector.project(span);
            span.clear();
            bytes[0] = 0;
        });
        if (!span.isEmpty()) projector.project(span);
    }

    /// Replays every execution that runs and has something to do by a time.
    void eachOpen(long dueByMillis, Consumer<Running> consumer) {
        archive.eachOpen(dueByMillis, stored -> consumer.accept(replay(stored.header())));
    }

    /// Replays one execution from all its chunks.
    Running replay(Header header) {
        Running running = blank(header, revisions.apply(header));
        Payloads.Read payloads = new Payloads.Read(0, Payloads.Older.NONE);
        for (Archive.Chunk chunk : archive.chunksFrom(header.id(), 0, Integer.MAX_VALUE)) {
            for (Segment segment : SegmentCodec.readChunk(chunk.body(), header, payloads)) {
                segment.events().forEach(running::apply);
            }
        }
        running.payloads().resumeAt(payloads.next());
        return running;
    }

    /// What is known of executions met in the tail: from the tail itself, else from the archive.
    private final class Tail implements SegmentCodec.Known {
        private final Map<Long, Payloads.Read> payloads = new HashMap<>();
        private final Map<Long, Header> headers = new HashMap<>();

        @Override
        public Payloads.Read payloads(long execution, int first) {
            return payloads.computeIfAbsent(execution, id -> new Payloads.Read(first, older(id)));
        }

        @Override
        public Header header(long execution) {
            return headers.computeIfAbsent(
                    execution, id -> archive.find(id).orElseThrow().header());
        }

        @Override
        public void met(Header header) {
            headers.put(header.id(), header);
        }

        private Payloads.Older older(long execution) {
            return number -> payloadsBefore(archive, execution, number);
        }
    }

    /// Payloads of the archived chunk that ends before a number.
    public static Payloads.Read payloadsBefore(Archive archive, long execution, int number) {
        Archive.Chunk chunk = archive.chunkWithPayloadBefore(execution, number).orElseThrow();
        Payloads.Read read =
                new Payloads.Read(chunk.firstPayload(), before -> payloadsBefore(archive, execution, before));
        Header header = archive.find(execution).orElseThrow().header();
        SegmentCodec.readChunk(chunk.body(), header, read);
        return read;
    }

    /// An execution without events.
    static Running blank(Header header, Revision revision) {
        return new Running(header, revision, new Execution(revision.model(), identity(header, revision)));
    }

    /// What an execution knows of itself.
    public static Identity identity(Header header, Revision revision) {
        return new Identity(
                header.arn(),
                header.name(),
                revision.settings().roleArn(),
                header.machineArn(),
                revision.name(),
                Arn.parse(header.arn()).orElseThrow().region());
    }
}
