package dev.sluice.asl.step;

import java.time.Instant;

/// Where and when a fact belongs.
///
/// @param frame which branch it changes: 0 is the execution itself, others are Parallel branches and Map iterations
/// @param id AWS's history id, 1 and up without gaps; 0 for a fact that AWS's history doesn't show
/// @param previous AWS's `previousEventId`
/// @param atMillis when, milliseconds since 1970
public record Stamp(int frame, int id, int previous, long atMillis) {
    /// Whether AWS's history shows it.
    public boolean visible() {
        return id > 0;
    }

    /// When.
    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }
}
