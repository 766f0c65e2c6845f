package dev.sluice.engine.run;

import java.util.List;

/// What one step of a partition has decided: bytes to make durable, and effects to release after.
///
/// @param blob empty if nothing was decided
/// @param effects in order; run once, after the commit
public record Batch(int partition, byte[] blob, List<Segment> segments, List<Runnable> effects) {
    /// Whether there is nothing to make durable.
    public boolean decidedNothing() {
        return segments.isEmpty();
    }

    /// Carries the effects out.
    void release() {
        effects.forEach(Runnable::run);
    }
}
