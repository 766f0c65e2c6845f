package dev.sluice.images;

/// One image file directory of TIFF 6.0, the form that EXIF and multi-picture files use too.
final class TiffDirectory {
    private static final int ORIENTATION_TAG = 274;
    private static final int ENTRY_BYTES = 12;

    /// Real directories have a few dozen; thousands of overlapping long ones would cost seconds to search.
    private static final int ENTRIES_MAX = 1_000;

    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    private final Bytes file;
    private final boolean little;
    private final long at;
    private final int entries;

    /// @param at where the directory begins
    private TiffDirectory(Bytes file, boolean little, long at) {
        this.file = file;
        this.little = little;
        this.at = at;
        this.entries = u16(at);
        if (entries > ENTRIES_MAX) throw ImageRefused.tooLarge(entries + " entries in one directory of the image");
    }

    /// The first directory of a file that begins with `II` or `MM`.
    static TiffDirectory first(Bytes file) {
        boolean little = file.says(0, "II");
        return new TiffDirectory(file, little, little ? file.u32Little(4) : file.u32(4));
    }

    /// Where the next directory begins; 0 if this is the last.
    long nextOffset() {
        return u32(at + 2 + (long) entries * ENTRY_BYTES);
    }

    TiffDirectory at(long offset) {
        return new TiffDirectory(file, little, offset);
    }

    /// The first number of an entry; `otherwise` if there is no such entry.
    long number(int tag, long otherwise) {
        long entry = entry(tag);
        if (entry < 0) return otherwise;
        int type = u16(entry + 2);
        long bytes = bytes(entry);
        long where = bytes > 4 ? u32(entry + 8) : entry + 8;
        return switch (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0) {
            case 1 -> file.u8(where);
            case 2 -> u16(where);
            case 4 -> u32(where);
            default -> otherwise;
        };
    }

    boolean has(int tag) {
        return entry(tag) >= 0;
    }

    /// Length of an entry's value in bytes; 0 if there is no such entry.
    long valueBytes(int tag) {
        long entry = entry(tag);
        return entry < 0 ? 0 : bytes(entry);
    }

    private long bytes(long entry) {
        int type = u16(entry + 2);
        return u32(entry + 4) * (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 1);
    }

    private long entry(int tag) {
        for (int i = 0; i < entries; i++) {
            long entry = at + 2 + (long) i * ENTRY_BYTES;
            if (u16(entry) == tag) return entry;
        }
        return -1;
    }

    private int u16(long offset) {
        return little ? file.u16Little(offset) : file.u16(offset);
    }

    private long u32(long offset) {
        return little ? file.u32Little(offset) : file.u32(offset);
    }

    /// The orientation that EXIF data names; 1 (upright) if it names none or can't be read, as it is only a wish.
    static int orientation(Bytes exif) {
        long orientation = number(exif, ORIENTATION_TAG, 1);
        return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
    }

    /// A number in the first directory of metadata that no image depends on; `otherwise` if it can't be read.
    static long number(Bytes metadata, int tag, long otherwise) {
        try {
            return first(metadata).number(tag, otherwise);
        } catch (ImageRefused unreadable) {
            return otherwise;
        }
    }
}
