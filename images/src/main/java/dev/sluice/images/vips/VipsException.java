package dev.sluice.images.vips;

/// libvips said no. The text is libvips' own, for people only: its error buffer belongs to the whole process, so the
/// text may hold lines of another thread's image and is never parsed.
public final class VipsException extends RuntimeException {
    VipsException(String message) {
        super(message);
    }

    VipsException(String message, Throwable cause) {
        super(message, cause);
    }
}
