package dev.sluice.images;

/// What an image's header says.
///
/// @param width in pixels as stored, before any orientation is applied
/// @param height in pixels as stored
/// @param frames pictures in the file: animation frames or pages, at least 1
/// @param hasAlpha whether pixels can be transparent
/// @param orientation EXIF's, 1 (upright) to 8
public record ImageInfo(Format format, int width, int height, int frames, boolean hasAlpha, int orientation) {
    /// Pixels of one frame.
    public long pixels() {
        return (long) width * height;
    }

    /// Pixels of all frames.
    public long pixelsOfAllFrames() {
        return pixels() * frames;
    }
}
