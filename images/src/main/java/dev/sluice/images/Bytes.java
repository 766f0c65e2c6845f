package dev.sluice.images;

import java.nio.charset.StandardCharsets;

/// A file, or a part of one, read by position. Reading past its end means that the image is cut off.
@SuppressWarnings("ArrayRecordComponent") // Never compared: a window on a file.
record Bytes(byte[] file, int start, int length) {
    static Bytes of(byte[] file) {
        return new Bytes(file, 0, file.length);
    }

    /// A part; cut where this one ends.
    Bytes part(long offset, long size) {
        if (offset > length) throw cutOff(offset);
        return new Bytes(file, start + (int) offset, (int) Math.min(size, length - offset));
    }

    boolean has(long offset, long size) {
        return offset >= 0 && size >= 0 && offset <= length - size;
    }

    int u8(long offset) {
        if (!has(offset, 1)) throw cutOff(offset);
        return file[start + (int) offset] & 0xFF;
    }

    int u16(long offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    int u16Little(long offset) {
        return u8(offset) | u8(offset + 1) << 8;
    }

    int u24Little(long offset) {
        return u16Little(offset) | u8(offset + 2) << 16;
    }

    long u32(long offset) {
        return (long) u16(offset) << 16 | u16(offset + 2);
    }

    long u32Little(long offset) {
        return u16Little(offset) | (long) u16Little(offset + 2) << 16;
    }

    /// Characters of one byte each, cut where the file ends.
    String latin(long offset, int size) {
        if (offset >= length) return "";
        return new String(
                file, start + (int) offset, (int) Math.min(size, length - offset), StandardCharsets.ISO_8859_1);
    }

    boolean says(long offset, String latin) {
        return latin(offset, latin.length()).equals(latin);
    }

    private ImageRefused cutOff(long offset) {
        return ImageRefused.broken(
                "the file is cut off: its header goes on at byte " + (start + offset) + " of " + file.length);
    }
}
