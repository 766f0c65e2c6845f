package dev.sluice.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list. @param nextToken asks for the following part; null at the end
public record Page<T>(List<T> items, @Nullable String nextToken) {
    /// Copies the list.
    public Page {
        items = List.copyOf(items);
    }

    /// Which part of a list is wanted.
    ///
    /// @param maxResults items at most; 0 means [#DEFAULT_RESULTS]
    /// @param nextToken as the part before answered it; null for the first part
    public record Request(int maxResults, @Nullable String nextToken) {
        /// Items of a part when the caller doesn't say.
        public static final int DEFAULT_RESULTS = 100;

        /// The first part, of the default size.
        public static final Request FIRST = new Request(0, null);

        /// How many items the part may hold.
        public int size() {
            return maxResults == 0 ? DEFAULT_RESULTS : maxResults;
        }
    }
}
