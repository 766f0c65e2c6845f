package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/// Waits for what another process will do.
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Eventually() {}

    /// Returns once the condition holds; fails the test if it doesn't in two minutes.
    static void holds(Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).as("waited too long").isBefore(deadline);
            Thread.sleep(50); // another process: there is nothing to wait on but its answers
        }
    }
}
