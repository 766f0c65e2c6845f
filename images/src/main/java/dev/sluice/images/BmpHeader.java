package dev.sluice.images;

/// The first fields of a Windows bitmap.
final class BmpHeader {
    private static final int CORE_HEADER_BYTES = 12;

    private BmpHeader() {}

    static ImageInfo read(Bytes bytes) {
        long headerBytes = bytes.u32Little(14);
        if (headerBytes == CORE_HEADER_BYTES) {
            return new ImageInfo(Format.BMP, bytes.u16Little(18), bytes.u16Little(20), 1, false, 1);
        }
        int width = (int) bytes.u32Little(18);
        // A negative height says that rows run from the top.
        int height = Math.absExact(Math.max((int) bytes.u32Little(22), -Integer.MAX_VALUE));
        return new ImageInfo(Format.BMP, width, height, 1, false, 1);
    }
}
