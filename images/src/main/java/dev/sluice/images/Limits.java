package dev.sluice.images;

/// How much one image may claim before anything is allocated for it. Every claim in a header is compared with these,
/// as a file of 35 bytes can claim 16 GB of pixels.
///
/// @param inputBytesMax length of the file
/// @param pixelsMax width times height of one frame, of what is read and of what is made
/// @param allFramesPixelsMax pixels of all frames together
/// @param framesMax animation frames or pages
/// @param metadataBytesMax EXIF, XMP, colour profile, comments and other chunks that aren't pixels, together
public record Limits(int inputBytesMax, long pixelsMax, long allFramesPixelsMax, int framesMax, int metadataBytesMax) {
    /// 100 megapixels, 400 over all of 1,000 frames, 16 MiB of metadata, 64 MiB of file.
    public static final Limits STANDARD = new Limits(64 << 20, 100_000_000, 400_000_000, 1_000, 16 << 20);

    /// Refuses a file that is too long to be read at all.
    void admitBytes(long bytes) {
        if (bytes > inputBytesMax) {
            throw ImageRefused.tooLarge(bytes + " bytes of file are more than the " + inputBytesMax + " allowed");
        }
    }

    /// Refuses an area that is empty or too large.
    void admitArea(long width, long height) {
        if (width < 1 || height < 1) {
            throw ImageRefused.broken("the header says " + width + " x " + height + " pixels");
        }
        // Divided instead of multiplied: two 32-bit claims overflow a long.
        if (width > pixelsMax / height) {
            throw ImageRefused.tooLarge(width + " x " + height + " pixels are more than the " + pixelsMax + " allowed");
        }
    }

    /// Refuses too many frames, or too many pixels in all of them.
    void admitFrames(ImageInfo info) {
        if (info.frames() > framesMax) {
            throw ImageRefused.tooLarge(info.frames() + " frames are more than the " + framesMax + " allowed");
        }
        if (info.pixelsOfAllFrames() > allFramesPixelsMax) {
            throw ImageRefused.tooLarge(info.frames() + " frames of " + info.width() + " x " + info.height()
                    + " pixels are more than the " + allFramesPixelsMax + " pixels allowed");
        }
    }

    /// Refuses too much metadata.
    void admitMetadata(long bytes) {
        if (bytes > metadataBytesMax) {
            throw ImageRefused.tooLarge(
                    bytes + " bytes of metadata are more than the " + metadataBytesMax + " allowed");
        }
    }
}
