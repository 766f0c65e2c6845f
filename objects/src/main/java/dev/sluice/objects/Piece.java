package dev.sluice.objects;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A run of bytes as stored: a small one in its row, a larger one in a file of its own.
///
/// @param no its place among the pieces of a content, the part number in a multipart object
/// @param file name of the file; null for an inline piece
/// @param inline the bytes; null for a file
/// @param size bytes
/// @param sums CRC-32C of each [#BLOCK_BYTES] as stored, four bytes each
/// @param iv start of the cipher's counter; null for plain bytes
/// @param checksums of the part it was, before encryption
record Piece(
        int no,
        @Nullable String file,
        byte @Nullable [] inline,
        long size,
        byte[] sums,
        byte @Nullable [] iv,
        Checksums checksums) {
    /// How much is read and verified at a time.
    static final int BLOCK_BYTES = 1 << 20;

    /// Up to this size a piece lives in its row.
    static final int INLINE_BYTES_MAX = 64 * 1024;

    /// Whether a block read back is what was written.
    boolean intact(long block, byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        int at = Math.toIntExact(block * 4);
        if (at + 4 > sums.length) return false;
        int stored = (sums[at] & 0xff) << 24
                | (sums[at + 1] & 0xff) << 16
                | (sums[at + 2] & 0xff) << 8
                | (sums[at + 3] & 0xff);
        return (int) sum.getValue() == stored;
    }
}
