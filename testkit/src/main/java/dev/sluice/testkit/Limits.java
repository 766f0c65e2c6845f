package dev.sluice.testkit;

import java.time.Duration;
import java.time.Instant;

/// The world a run happens in and how much of it there is.
///
/// @param start the time at which it begins
/// @param timeMax virtual time, past which the run is given up
/// @param statesMax states entered, past which the run is given up
/// @param seed of what looks random
record Limits(Instant start, Duration timeMax, int statesMax, long seed) {
    /// AWS ends a Standard execution after a year.
    static final Limits DEFAULT = new Limits(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(365), 5_000, 7);
}
