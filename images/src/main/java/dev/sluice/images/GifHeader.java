package dev.sluice.images;

/// GIF's blocks (GIF89a specification). The whole chain is walked to count frames.
final class GifHeader {
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;

    private final Bytes bytes;
    private final Limits limits;
    private final int width;
    private final int height;
    private int frames;
    private boolean transparent;
    private long metadataBytes;

    private GifHeader(Bytes bytes, Limits limits) {
        this.bytes = bytes;
        this.limits = limits;
        this.width = bytes.u16Little(6);
        this.height = bytes.u16Little(8);
        limits.admitArea(width, height);
    }

    static ImageInfo read(Bytes bytes, Limits limits) {
        GifHeader header = new GifHeader(bytes, limits);
        header.walk(13 + tableBytes(bytes.u8(10)));
        if (header.frames == 0) throw ImageRefused.broken("the GIF holds no picture");
        return new ImageInfo(Format.GIF, header.width, header.height, header.frames, header.transparent, 1);
    }

    private static int tableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /// A chain that breaks off after its first picture is for the decoder to find.
    private void walk(long from) {
        long at = from;
        while (bytes.has(at, 1)) {
            switch (bytes.u8(at)) {
                case EXTENSION -> at = extension(at);
                case PICTURE -> at = picture(at);
                case TRAILER -> {
                    return;
                }
                default -> {
                    if (frames > 0) return;
                    throw ImageRefused.broken("no GIF block where one must be, at byte " + at);
                }
            }
        }
    }

    private long extension(long at) {
        boolean control = bytes.has(at, 4) && bytes.u8(at + 1) == GRAPHIC_CONTROL;
        if (control && (bytes.u8(at + 3) & 1) != 0) transparent = true;
        long end = skipData(at + 2);
        if (!control) metadataBytes += end - at;
        limits.admitMetadata(metadataBytes);
        return end;
    }

    private long picture(long at) {
        if (!bytes.has(at, 11)) {
            if (frames > 0) return bytes.length();
            throw ImageRefused.broken("the GIF is cut off before its first picture");
        }
        // A decoder makes its canvas large enough for a picture that hangs over the edge.
        limits.admitArea(
                Math.max(width, bytes.u16Little(at + 1) + (long) bytes.u16Little(at + 5)),
                Math.max(height, bytes.u16Little(at + 3) + (long) bytes.u16Little(at + 7)));
        frames++;
        if (frames > limits.framesMax()) {
            throw ImageRefused.tooLarge("more than the " + limits.framesMax() + " frames allowed");
        }
        return skipData(at + 11 + tableBytes(bytes.u8(at + 9)));
    }

    /// Skips a chain of blocks of at most 255 bytes. @return where the next block begins, or past the end
    private long skipData(long from) {
        long at = from;
        while (bytes.has(at, 1)) {
            int size = bytes.u8(at);
            at += 1 + size;
            if (size == 0) return at;
        }
        return at;
    }
}
