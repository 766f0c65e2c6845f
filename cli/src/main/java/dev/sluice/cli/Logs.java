package dev.sluice.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Logs are one line each on standard error; libraries speak only when something is wrong.
final class Logs {
    // Held here: a logger that nobody holds forgets its level.
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private Logs() {}

    static void configure() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tLZ %4$s %3$s: %5$s%6$s%n");
        HELIDON.setLevel(Level.WARNING);
    }
}
