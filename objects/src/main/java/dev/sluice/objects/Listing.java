package dev.sluice.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param items versions in the order of their keys (newest first within a key)
/// @param prefixes common prefixes, in order
/// @param next where the next page begins; null if this is the last one
public record Listing<T>(
        List<T> items, List<String> prefixes, @Nullable Next next) {
    /// The last thing on a page. @param key or common prefix @param id version or upload id; empty for none
    public record Next(String key, String id) {}

    /// What is asked for.
    ///
    /// @param prefix what keys begin with
    /// @param delimiter what rolls keys up into common prefixes; empty for nothing
    /// @param after keys up to and including this one are left out; if it is a common prefix, all below it too
    /// @param afterId within the key `after`, versions or uploads up to and including this one are left out;
    ///        null leaves the whole key out
    /// @param countMax items and prefixes at most
    public record Query(
            String prefix,
            String delimiter,
            String after,
            @Nullable String afterId,
            int countMax) {}
}
