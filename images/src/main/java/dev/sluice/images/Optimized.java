package dev.sluice.images;

/// What making a file smaller came to.
///
/// @param image the smaller file, or the source's own bytes where nothing smaller came out
/// @param originalBytes length of the source's file
public record Optimized(Encoded image, int originalBytes) {
    /// Bytes that were saved; 0 if the original was kept.
    public int savedBytes() {
        return originalBytes - image.bytes().length;
    }
}
