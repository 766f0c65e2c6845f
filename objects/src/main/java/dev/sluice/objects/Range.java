package dev.sluice.objects;

/// Some bytes of a whole.
///
/// @param first position of the first byte, from 0
/// @param length how many; 0 for none
public record Range(long first, long length) {
    /// All bytes of a whole of that size.
    public static Range whole(long size) {
        return new Range(0, size);
    }

    /// Position of the last byte.
    public long last() {
        return first + length - 1;
    }
}
