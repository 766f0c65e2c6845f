package dev.sluice.images;

/// How much of an image is looked at to call it valid.
///
/// None of them notices a few flipped bits inside JPEG data: the picture has a smear and decodes all the same.
public enum Depth {
    /// The header and the structure around the pixels; microseconds, but a cut-off file passes, as it does in Pillow's
    /// `Image.open`.
    HEADER,
    /// Also all pixels, of a JPEG at an eighth of the size, which finds a cut-off file at less than half the cost;
    /// other formats have no such shortcut and are decoded in full.
    EIGHTH,
    /// All pixels of all frames at full size.
    FULL
}
