package dev.sluice.images;

/// Whether a file is an image that can be worked on.
public sealed interface Validation {
    /// It is.
    record Valid(ImageInfo info) implements Validation {}

    /// It isn't.
    ///
    /// @param text why, for people
    record Invalid(ImageRefused.Reason reason, String text) implements Validation {}
}
