package dev.sluice.logs;

import org.jspecify.annotations.Nullable;

/// A group of log streams.
///
/// @param createdMillis milliseconds since 1970, as all times here
/// @param storedBytes UTF-8 bytes of its lines
/// @param retentionDays how long lines are kept; null for ever
public record LogGroup(
        String name,
        long createdMillis,
        long storedBytes,
        @Nullable Long retentionDays) {}
