package dev.sluice.conformance.load;

import java.util.Arrays;

/// What a run came to.
///
/// @param completions executions that ended well with the right output
/// @param seconds from the first request to the last end
/// @param latenciesNanos of each execution as its client saw it, ascending
record Result(int completions, double seconds, long[] latenciesNanos) {
    Result {
        Arrays.sort(latenciesNanos);
    }

    double perSecond() {
        return completions / seconds;
    }

    /// Milliseconds that so many percent of the executions stayed within.
    double millis(double percent) {
        if (latenciesNanos.length == 0) return Double.NaN;
        int at = (int) Math.ceil(latenciesNanos.length * percent / 100) - 1;
        return latenciesNanos[Math.max(0, at)] / 1e6;
    }
}
