package dev.sluice.engine;

import org.jspecify.annotations.Nullable;

/// What set an execution off, handed from event to execution to task, so that a pipeline that triggers itself for ever
/// is noticed and stopped.
///
/// @param rounds how many times this chain has already come back to the same machine
/// @param origin an opaque text that names the first cause, such as the id of the first event; null where a person
///     started the execution
public record Lineage(int rounds, @Nullable String origin) {
    /// Started by a person or a client.
    public static final Lineage NONE = new Lineage(0, null);
}
