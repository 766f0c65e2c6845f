package dev.sluice.engine.run;

import dev.sluice.asl.step.Event;
import java.util.List;

/// The events of one turn of one execution, as objects and as the bytes that stand for them in the journal.
///
/// @param first whether these are the execution's first events, so that the bytes hold its header
/// @param firstPayload the number of the first payload written with them
/// @param blob where the bytes are, from `from` to `to`
public record Segment(
        Header header, boolean first, List<Event> events, int firstPayload, byte[] blob, int from, int to) {
    /// The execution's id.
    public long execution() {
        return header.id();
    }
}
