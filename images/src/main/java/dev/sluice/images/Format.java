package dev.sluice.images;

import java.util.Locale;
import java.util.Optional;

/// The image formats that are let in at all; whatever else a file is, it is refused before anything decodes it. The
/// names are those Pillow gives as `Image.format`.
public enum Format {
    JPEG("image/jpeg"),
    /// A JPEG file that holds further pictures after the first, as many phones write; written as JPEG.
    MPO("image/mpo"),
    PNG("image/png"),
    GIF("image/gif"),
    WEBP("image/webp"),
    TIFF("image/tiff"),
    BMP("image/bmp"),
    AVIF("image/avif");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /// The media type, as in a `Content-Type`.
    public String mediaType() {
        return mediaType;
    }

    /// The format that an image read in this one is written in.
    public Format written() {
        return this == MPO ? JPEG : this;
    }

    /// The format of a name such as `jpeg`, `JPG` or `tif`; empty if there is none.
    public static Optional<Format> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "JPG", "JPEG" -> Optional.of(JPEG);
            case "MPO" -> Optional.of(MPO);
            case "PNG" -> Optional.of(PNG);
            case "GIF" -> Optional.of(GIF);
            case "WEBP" -> Optional.of(WEBP);
            case "TIF", "TIFF" -> Optional.of(TIFF);
            case "BMP" -> Optional.of(BMP);
            case "AVIF" -> Optional.of(AVIF);
            default -> Optional.empty();
        };
    }
}
