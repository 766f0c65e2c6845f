package dev.sluice.images;

/// PNG's chunks (W3C PNG, third edition, section 5). All of them are walked, as metadata may stand after the pixels.
final class PngHeader {
    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_FRAME_BYTES = 12;

    /// Real files have a few thousand chunks of pixels at most; each costs a decoder an allocation.
    private static final int CHUNKS_MAX = 100_000;

    private final Bytes bytes;
    private final Limits limits;
    private boolean transparent;
    private int orientation = 1;
    private long frames = 1;
    private long metadataBytes;

    private PngHeader(Bytes bytes, Limits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    static ImageInfo read(Bytes bytes, Limits limits) {
        return new PngHeader(bytes, limits).read();
    }

    private ImageInfo read() {
        if (!bytes.says(SIGNATURE_BYTES + 4, "IHDR")) throw ImageRefused.broken("the PNG doesn't begin with IHDR");
        long width = bytes.u32(SIGNATURE_BYTES + 8);
        long height = bytes.u32(SIGNATURE_BYTES + 12);
        limits.admitArea(width, height);
        int colourType = bytes.u8(SIGNATURE_BYTES + 17);
        walk();
        boolean alpha = transparent || colourType == 4 || colourType == 6;
        int counted = Math.clamp(frames, 1, Integer.MAX_VALUE);
        return new ImageInfo(Format.PNG, (int) width, (int) height, counted, alpha, orientation);
    }

    private void walk() {
        long at = SIGNATURE_BYTES;
        for (int chunk = 0; bytes.has(at, CHUNK_FRAME_BYTES); chunk++) {
            if (chunk > CHUNKS_MAX) throw ImageRefused.tooLarge("more than " + CHUNKS_MAX + " chunks in the PNG");
            long length = bytes.u32(at);
            String type = bytes.latin(at + 4, 4);
            if (type.equals("IEND")) return;
            if (isAncillary(type)) ancillary(type, at + 8, length);
            at += CHUNK_FRAME_BYTES + length;
        }
        // Pixels that stop early are for the decoder to find: Pillow and browsers open such a file too.
    }

    private static boolean isAncillary(String type) {
        return Character.isLowerCase(type.charAt(0));
    }

    private void ancillary(String type, long at, long length) {
        metadataBytes += type.equals("fdAT") ? 0 : length;
        limits.admitMetadata(metadataBytes);
        if (!bytes.has(at, length)) {
            throw ImageRefused.broken("a PNG chunk " + type.replaceAll("[^ -~]", ".") + " says it is " + length
                    + " bytes long, the file has " + Math.max(0, bytes.length() - at));
        }
        switch (type) {
            case "tRNS" -> transparent = true;
            case "acTL" -> frames = length < 4 ? 1 : bytes.u32(at);
            case "eXIf" -> orientation = TiffDirectory.orientation(bytes.part(at, length));
            default -> {
                // Counted above; nothing in it concerns the picture's size.
            }
        }
    }
}
