package dev.sluice.engine.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// What one step of a partition has decided: bytes to make durable, and effects to release after.
///
/// @param blob empty if nothing was decided
/// @param effects in order; run once, after the commit
public record Batch(int partition, byte[] blob, List<Segment> segments, List<Runnable> effects) {
    private static final Logger LOG = System.getLogger(Batch.class.getName());

    /// Whether there is nothing to make durable.
    public boolean decidedNothing() {
        return segments.isEmpty();
    }

    /// Carries the effects out.
    void release() {
        for (Runnable effect : effects) {
            try {
                effect.run();
            } catch (RuntimeException e) {
                // The thread that releases serves every partition: one effect's defect must not end it.
                LOG.log(Level.ERROR, "SYSTEM: an effect failed", e);
            }
        }
    }
}
