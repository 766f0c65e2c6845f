package dev.sluice.objects;

import java.util.Optional;

/// The order of keys: by UTF-8 bytes, which is the order of code points (and not the order of Java's strings).
final class Keys {
    private Keys() {}

    /// The least text greater than every text that begins with this one; empty if there is none.
    static Optional<String> successor(String prefix) {
        int[] points = prefix.codePoints().toArray();
        for (int i = points.length - 1; i >= 0; i--) {
            if (points[i] == Character.MAX_CODE_POINT) continue;
            int next = points[i] + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : points[i] + 1;
            return Optional.of(new String(points, 0, i) + Character.toString(next));
        }
        return Optional.empty();
    }

    /// What a key is listed under: up to and including the first delimiter after the prefix; empty for the
    /// key itself.
    static Optional<String> commonPrefix(String key, String prefix, String delimiter) {
        if (delimiter.isEmpty()) return Optional.empty();
        int at = key.indexOf(delimiter, prefix.length());
        return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
    }
}
