package dev.sluice.images;

/// WebP's chunks (RFC 9649).
final class WebpHeader {
    private static final int FIRST_CHUNK = 12;
    private static final int ALPHA_FLAG = 0x10;
    private static final int ANIMATION_FLAG = 0x02;

    private final Bytes bytes;
    private final Limits limits;
    private int width;
    private int height;
    private boolean alpha;
    private boolean animated;
    private int animationFrames;
    private int orientation = 1;
    private long metadataBytes;

    private WebpHeader(Bytes bytes, Limits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    static ImageInfo read(Bytes bytes, Limits limits) {
        return new WebpHeader(bytes, limits).read();
    }

    private ImageInfo read() {
        for (long at = FIRST_CHUNK; bytes.has(at, 8); ) {
            long length = bytes.u32Little(at + 4);
            chunk(bytes.latin(at, 4), at + 8, length);
            at += 8 + length + (length & 1);
        }
        if (width == 0) throw ImageRefused.broken("the WebP says nothing of its size");
        if (animated && animationFrames == 0) throw ImageRefused.broken("the animated WebP holds no frame");
        return new ImageInfo(Format.WEBP, width, height, Math.max(1, animationFrames), alpha, orientation);
    }

    private void chunk(String type, long at, long length) {
        switch (type) {
            case "VP8X" -> extended(at);
            case "VP8 " -> lossy(at);
            case "VP8L" -> lossless(at);
            case "ANMF" -> animationFrames++;
            case "ALPH" -> alpha = true;
            case "ANIM" -> animated = true;
            default -> {
                metadataBytes += length;
                limits.admitMetadata(metadataBytes);
                if (type.equals("EXIF")) orientation = TiffDirectory.orientation(exif(bytes.part(at, length)));
            }
        }
    }

    /// Some writers put JPEG's prefix before the directory.
    private static Bytes exif(Bytes body) {
        return body.says(0, "Exif\0\0") ? body.part(6, body.length()) : body;
    }

    private void extended(long at) {
        int flags = bytes.u8(at);
        alpha |= (flags & ALPHA_FLAG) != 0;
        animated |= (flags & ANIMATION_FLAG) != 0;
        size(1 + bytes.u24Little(at + 4), 1 + bytes.u24Little(at + 7));
    }

    private void lossy(long at) {
        if (!bytes.says(at + 3, "\u009D\u0001*")) throw ImageRefused.broken("the WebP's VP8 frame has no start code");
        size(bytes.u16Little(at + 6) & 0x3FFF, bytes.u16Little(at + 8) & 0x3FFF);
    }

    private void lossless(long at) {
        if (bytes.u8(at) != 0x2F) throw ImageRefused.broken("the WebP's VP8L frame has no signature");
        long packed = bytes.u32Little(at + 1);
        alpha |= (packed >> 28 & 1) != 0;
        size((int) (packed & 0x3FFF) + 1, (int) (packed >> 14 & 0x3FFF) + 1);
    }

    /// The canvas comes first; a frame may not be larger than it.
    private void size(int claimedWidth, int claimedHeight) {
        limits.admitArea(claimedWidth, claimedHeight);
        if (width != 0 && (claimedWidth > width || claimedHeight > height)) {
            throw ImageRefused.broken("a WebP frame is larger than its canvas");
        }
        if (width != 0) return;
        width = claimedWidth;
        height = claimedHeight;
    }
}
