package dev.sluice.logs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which lines are wanted.
///
/// @param streams names; empty for all of the group
/// @param streamPrefix what their names begin with; null for any
/// @param fromMillis first time, included
/// @param toMillis last time, left out
/// @param filter what lines must hold
/// @param after only lines that follow this one in the order asked for; null from the start
/// @param forward oldest first
/// @param limit lines at most
public record Lines(
        List<String> streams,
        @Nullable String streamPrefix,
        long fromMillis,
        long toMillis,
        Filter filter,
        @Nullable Position after,
        boolean forward,
        int limit) {
    /// Copies the list.
    public Lines {
        streams = List.copyOf(streams);
    }

    /// A place in the order of time.
    public record Position(long millis, long id) {}
}
