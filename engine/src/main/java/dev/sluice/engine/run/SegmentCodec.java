package dev.sluice.engine.run;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.EventCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Segments as bytes: what the journal and the archive hold.
///
/// A blob is the format's version and then segments; a segment is the execution's id, its header if it is the first,
/// new payloads in the order of their numbers, then events. The meaning of a version never changes.
public final class SegmentCodec {
    private static final int VERSION = 1;
    private static final int WITH_HEADER = 1;

    private SegmentCodec() {}

    /// Writes blobs. Used by one thread.
    static final class Encoder {
        private final BlobWriter blob = new BlobWriter();
        private final BlobWriter payloadBytes = new BlobWriter();
        private final BlobWriter eventBytes = new BlobWriter();

        void begin() {
            blob.reset();
            blob.writeByte(VERSION);
        }

        int size() {
            return blob.size();
        }

        /// Appends a segment. @return where it starts
        int add(Running running, boolean first, List<Event> events) {
            int from = blob.size();
            payloadBytes.reset();
            eventBytes.reset();
            Payloads payloads = running.payloads();
            int firstPayload = payloads.count();
            try {
                for (Event event : events)
                    EventCodec.write(eventBytes, event, node -> payloads.put(node, payloadBytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            blob.number(running.header().id());
            blob.writeByte(first ? WITH_HEADER : 0);
            if (first) running.header().write(blob);
            blob.number(firstPayload);
            blob.number(payloads.count() - firstPayload);
            blob.append(payloadBytes);
            blob.number(eventBytes.size());
            blob.append(eventBytes);
            return from;
        }

        byte[] end() {
            return blob.toBytes();
        }
    }

    /// What is known of executions whose segments are read.
    public interface Known {
        /// The payloads so far; if there are none, new ones that begin with this number.
        Payloads.Read payloads(long execution, int first);

        /// The header of an execution; of one whose first segment is among those read, it has been [#met].
        Header header(long execution);

        /// An execution's first segment is being read.
        void met(Header header);
    }

    /// Reads all segments of a journal's blob.
    public static List<Segment> read(byte[] blob, Known known) {
        BlobReader in = new BlobReader(blob);
        int version = in.octet();
        if (version != VERSION) throw new IllegalStateException("journal format " + version + " is not known");
        return segments(in, blob, known);
    }

    /// Reads the segments of one execution from bytes that hold segments and nothing else.
    public static List<Segment> readChunk(byte[] chunk, Header header, Payloads.Read payloads) {
        Known known = new Known() {
            @Override
            public Payloads.Read payloads(long execution, int first) {
                return payloads;
            }

            @Override
            public Header header(long execution) {
                return header;
            }

            @Override
            public void met(Header first) {}
        };
        return segments(new BlobReader(chunk), chunk, known);
    }

    private static List<Segment> segments(BlobReader in, byte[] blob, Known known) {
        List<Segment> segments = new ArrayList<>();
        while (!in.exhausted()) segments.add(segment(in, blob, known));
        return segments;
    }

    private static Segment segment(BlobReader in, byte[] blob, Known known) {
        int from = in.position();
        long id = in.number();
        boolean first = (in.octet() & WITH_HEADER) != 0;
        Header header = first ? Header.read(id, in) : known.header(id);
        if (first) known.met(header);
        int firstPayload = in.small();
        Payloads.Read payloads = known.payloads(id, firstPayload);
        int newPayloads = in.small();
        for (int i = 0; i < newPayloads; i++) payloads.add(in.blob());
        List<Event> events = events(in, payloads);
        return new Segment(header, first, events, firstPayload, blob, from, in.position());
    }

    private static List<Event> events(BlobReader in, Payloads.Read payloads) {
        List<Event> events = new ArrayList<>();
        try (DataInputStream stream = in.stream(in.small())) {
            while (stream.available() > 0) events.add(EventCodec.read(stream, payloads::get));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }
}
