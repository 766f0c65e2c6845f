package dev.sluice.core;

/// Where identifiers come from: random ones in production, counted ones in tests and simulations.
@FunctionalInterface
public interface Ids {
    /// A new id in the form of a UUID (36 characters, lower case), never given before.
    String next();

    /// Random UUIDs.
    static Ids random() {
        return () -> java.util.UUID.randomUUID().toString();
    }
}
