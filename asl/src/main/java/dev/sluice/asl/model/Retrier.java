package dev.sluice.asl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `Retry`.
///
/// @param intervalSeconds before the first retry, 1 or more
/// @param maxAttempts retries, 0 for none
/// @param backoffRate factor from one delay to the next, 1.0 or more
/// @param maxDelaySeconds no delay is longer; null for no bound
/// @param fullJitter whether a delay is drawn from 0 to its value (`JitterStrategy` `FULL`)
public record Retrier(
        List<String> errors,
        long intervalSeconds,
        long maxAttempts,
        double backoffRate,
        @Nullable Long maxDelaySeconds,
        boolean fullJitter) {
    /// Copies the list.
    public Retrier {
        errors = List.copyOf(errors);
    }

    /// The delay before a retry, in seconds, without jitter. @param retriesBefore how many this retrier has made
    public double delaySeconds(int retriesBefore) {
        double delay = intervalSeconds * Math.pow(backoffRate, retriesBefore);
        return maxDelaySeconds == null ? delay : Math.min(delay, maxDelaySeconds);
    }
}
