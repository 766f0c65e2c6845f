package dev.sluice.images;

/// JPEG's segments up to the first scan (ITU-T T.81, annex B).
final class JpegHeader {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;

    private static final int PROGRESSIVE_FRAME = 0xC2;

    /// Encoders write about ten. A decoder passes over the whole picture for each, so that a small file with thousands
    /// of empty scans would keep it busy for hours.
    private static final int SCANS_MAX = 100;

    /// The directory entry that says how many pictures a multi-picture file holds (CIPA DC-007).
    private static final int PICTURES_TAG = 0xB001;

    private final Bytes bytes;
    private final Limits limits;
    private boolean progressive;
    private int width;
    private int height;
    private int orientation = 1;
    private int pictures = 1;
    private long metadataBytes;

    private JpegHeader(Bytes bytes, Limits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    static ImageInfo read(Bytes bytes, Limits limits) {
        return new JpegHeader(bytes, limits).read();
    }

    private ImageInfo read() {
        long at = 2;
        for (int marker = marker(at); marker != START_OF_SCAN && marker != END_OF_IMAGE; marker = marker(at)) {
            long segment = skipFill(at) + 1;
            if (standsAlone(marker)) {
                at = segment;
                continue;
            }
            int length = bytes.u16(segment);
            if (length < 2) throw ImageRefused.broken("a JPEG segment says it is " + length + " bytes long");
            segment(marker, bytes.part(segment + 2, length - 2));
            at = segment + length;
        }
        if (progressive) countScans(at);
        if (width == 0) throw ImageRefused.broken("the JPEG says nothing of its size before its first scan");
        Format format = pictures > 1 ? Format.MPO : Format.JPEG;
        return new ImageInfo(format, width, height, pictures, false, orientation);
    }

    private int marker(long at) {
        if (bytes.u8(at) != 0xFF) throw ImageRefused.broken("no JPEG marker where one must be, at byte " + at);
        return bytes.u8(skipFill(at));
    }

    /// A marker may be preceded by any number of 0xFF. @return where the marker's own byte is
    private long skipFill(long at) {
        long next = at + 1;
        while (bytes.u8(next) == 0xFF) next++;
        return next;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    private void segment(int marker, Bytes body) {
        if (startsFrame(marker)) {
            progressive |= marker == PROGRESSIVE_FRAME;
            height = body.u16(1);
            width = body.u16(3);
            limits.admitArea(width, height);
        } else if (marker >= 0xE0) {
            metadataBytes += body.length();
            limits.admitMetadata(metadataBytes);
            if (marker == APP1 && body.says(0, "Exif\0\0"))
                orientation = TiffDirectory.orientation(body.part(6, body.length()));
            if (marker == APP2 && body.says(0, "MPF\0")) pictures = pictures(body.part(4, body.length()));
        }
    }

    /// Inside a scan 0xFF is never followed by a marker's byte, so counting the markers counts the scans.
    private void countScans(long from) {
        int scans = 0;
        for (long at = from; at + 1 < bytes.length(); at++) {
            if (bytes.u8(at) != 0xFF || bytes.u8(at + 1) != START_OF_SCAN) continue;
            if (++scans > SCANS_MAX) throw ImageRefused.tooLarge("more than " + SCANS_MAX + " scans in the JPEG");
        }
    }

    private static boolean startsFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int pictures(Bytes index) {
        long count = TiffDirectory.number(index, PICTURES_TAG, 1);
        return Math.clamp(count, 1, Integer.MAX_VALUE);
    }
}
