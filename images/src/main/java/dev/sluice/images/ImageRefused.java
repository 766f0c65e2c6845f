package dev.sluice.images;

/// An image, or what is asked of it, is refused. An answer and not a defect: it carries no stack trace.
public final class ImageRefused extends RuntimeException {
    /// Why, for a caller that decides what to do next.
    public enum Reason {
        /// Empty, or in no format that is known.
        NOT_AN_IMAGE,
        /// In a format, or a variant of one, that isn't read or written here.
        UNSUPPORTED,
        /// Past one of [Limits].
        TOO_LARGE,
        /// Cut off, contradicting itself, or not decodable.
        BROKEN,
        /// Not finished before its deadline.
        TIMEOUT,
        /// Too much other work; the same call may succeed later.
        BUSY
    }

    private final Reason reason;

    ImageRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /// Why, for a program.
    public Reason reason() {
        return reason;
    }

    /// Why, for people: what was found and what was expected.
    public String text() {
        return String.valueOf(getMessage());
    }

    static ImageRefused notAnImage(String message) {
        return new ImageRefused(Reason.NOT_AN_IMAGE, message);
    }

    static ImageRefused unsupported(String message) {
        return new ImageRefused(Reason.UNSUPPORTED, message);
    }

    static ImageRefused tooLarge(String message) {
        return new ImageRefused(Reason.TOO_LARGE, message);
    }

    static ImageRefused broken(String message) {
        return new ImageRefused(Reason.BROKEN, message);
    }
}
