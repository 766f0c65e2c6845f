package dev.sluice.logs;

import org.jspecify.annotations.Nullable;

/// One source's lines.
///
/// @param firstMillis, lastMillis, ingestedMillis null while it is empty
public record LogStream(
        String name,
        long createdMillis,
        @Nullable Long firstMillis,
        @Nullable Long lastMillis,
        @Nullable Long ingestedMillis) {}
