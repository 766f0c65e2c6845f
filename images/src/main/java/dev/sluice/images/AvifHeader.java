package dev.sluice.images;

/// The boxes of an AVIF file that say how large its picture is (ISO/IEC 23008-12, 14496-12).
final class AvifHeader {
    private static final int FULL_BOX_BYTES = 4;
    private static final int DEPTH_MAX = 4;
    private static final int BOXES_MAX = 10_000;
    private static final String ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";

    private final Limits limits;
    private long width;
    private long height;
    private boolean alpha;
    private int boxes;

    private AvifHeader(Limits limits) {
        this.limits = limits;
    }

    /// AVIF shares its container with HEIC, MP4 and others; the brands tell.
    static Format sniff(Bytes bytes) {
        String brand = bytes.latin(8, 4);
        int length = (int) Math.min(bytes.u32(0), 256);
        for (int at = 8; at + 4 <= length; at += 4) {
            if (bytes.says(at, "avif") || bytes.says(at, "avis")) return Format.AVIF;
        }
        throw ImageRefused.unsupported("a file of brand '" + brand.replaceAll("[^ -~]", ".") + "' is not accepted; "
                + "of its family only AVIF is");
    }

    static ImageInfo read(Bytes bytes, Limits limits) {
        AvifHeader header = new AvifHeader(limits);
        header.walk(bytes, 0, 0);
        if (header.width == 0) throw ImageRefused.broken("the AVIF says nothing of its size");
        return new ImageInfo(Format.AVIF, (int) header.width, (int) header.height, 1, header.alpha, 1);
    }

    private void walk(Bytes bytes, long from, int depth) {
        long at = from;
        while (bytes.has(at, 8)) {
            if (++boxes > BOXES_MAX) throw ImageRefused.tooLarge("more than " + BOXES_MAX + " boxes in the AVIF");
            long length = bytes.u32(at);
            int head = length == 1 ? 16 : 8;
            if (length == 1) length = bytes.u32(at + 8) == 0 ? bytes.u32(at + 12) : Integer.MAX_VALUE;
            if (length == 0) length = bytes.length() - at;
            if (length < head) throw ImageRefused.broken("an AVIF box says it is " + length + " bytes long");
            box(bytes.latin(at + 4, 4), bytes.part(at + head, length - head), depth);
            at += length;
        }
    }

    private void box(String type, Bytes body, int depth) {
        switch (type) {
            case "meta" -> enter(body, FULL_BOX_BYTES, depth);
            case "iprp", "ipco" -> enter(body, 0, depth);
            case "ispe" -> size(body.u32(4), body.u32(8));
            case "auxC" -> alpha |= body.says(FULL_BOX_BYTES, ALPHA);
            default -> {
                if (!type.equals("mdat") && depth > 0) limits.admitMetadata(body.length());
            }
        }
    }

    private void enter(Bytes body, long from, int depth) {
        if (depth < DEPTH_MAX) walk(body, from, depth + 1);
    }

    /// Tiles and thumbnails have sizes of their own; the picture is the largest.
    private void size(long claimedWidth, long claimedHeight) {
        limits.admitArea(claimedWidth, claimedHeight);
        if (claimedWidth * claimedHeight <= width * height) return;
        width = claimedWidth;
        height = claimedHeight;
    }
}
