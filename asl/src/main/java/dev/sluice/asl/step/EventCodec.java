package dev.sluice.asl.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Facts as compact bytes. Payloads go elsewhere: the bytes hold the number under which the caller keeps each.
public final class EventCodec {
    /// Keeps payloads while writing.
    @FunctionalInterface
    public interface PayloadSink {
        /// The number of a payload; the same node (by identity) should get the same number.
        int put(JsonNode payload);
    }

    /// Gives payloads back while reading.
    @FunctionalInterface
    public interface PayloadSource {
        /// The payload of a number.
        JsonNode get(int number);
    }

    private EventCodec() {}

    /// Writes one fact.
    public static void write(DataOutput out, Event event, PayloadSink payloads) throws IOException {
        out.writeInt(event.stamp().id());
    }

    /// Reads one fact.
    public static Event read(DataInput in, PayloadSource payloads) throws IOException {
        throw new IOException("no event of kind " + in.readByte());
    }
}
