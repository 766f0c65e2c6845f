package dev.sluice.images;

import java.util.Optional;

/// How a result is written.
///
/// Colour profiles are always kept, as without one a picture's colours are other colours.
///
/// @param format empty: the source's own
/// @param quality of JPEG, WebP and AVIF, 1 to 100
/// @param small takes more time for fewer bytes at the same quality: progressive JPEG, the slowest PNG compression
/// @param keepMetadata whether EXIF, XMP, IPTC and comments are written; if not, an orientation that wasn't applied
///     is lost
/// @param background what shows through where a format without transparency is written, as 0xRRGGBB
public record Output(Optional<Format> format, int quality, boolean small, boolean keepMetadata, int background) {
    /// The quality that is hard to tell from the original at a third of the bytes.
    public static final int QUALITY_STANDARD = 80;

    private static final int WHITE = 0xFFFFFF;

    public Output {
        if (quality < 1 || quality > 100) throw new IllegalArgumentException("quality is 1 to 100: " + quality);
        if (background < 0 || background > WHITE) throw new IllegalArgumentException("a colour is 0xRRGGBB");
    }

    /// The source's format, standard quality, no metadata, white behind transparent pixels.
    public static Output likeSource() {
        return new Output(Optional.empty(), QUALITY_STANDARD, false, false, WHITE);
    }

    /// This format, standard quality, no metadata, white behind transparent pixels.
    public static Output as(Format format) {
        return new Output(Optional.of(format), QUALITY_STANDARD, false, false, WHITE);
    }

    /// The same with another quality, 1 to 100.
    public Output quality(int better) {
        return new Output(format, better, small, keepMetadata, background);
    }

    /// The same, taking more time for fewer bytes.
    public Output smaller() {
        return new Output(format, quality, true, keepMetadata, background);
    }

    /// The same with EXIF, XMP, IPTC and comments.
    public Output withMetadata() {
        return new Output(format, quality, small, true, background);
    }

    /// The same on another colour, 0xRRGGBB.
    public Output on(int rgb) {
        return new Output(format, quality, small, keepMetadata, rgb);
    }

    /// The format that a source in this one is written in.
    Format formatFor(Format source) {
        return format.orElse(source).written();
    }
}
