package dev.sluice.engine.run;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads what [BlobWriter] wrote. Damage has been ruled out by checksums, so what can't be read is a defect.
public final class BlobReader {
    private final byte[] bytes;
    private int position;
    private final int end;

    /// Reads a part of an array.
    public BlobReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /// Reads all of an array.
    public BlobReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /// Whether there is nothing left.
    public boolean exhausted() {
        return position >= end;
    }

    /// Where the next byte is in the array.
    public int position() {
        return position;
    }

    /// One byte.
    public int octet() {
        if (position >= end) throw new IllegalStateException("a record ends too early at " + position);
        return bytes[position++];
    }

    /// A whole number.
    public long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) return (value >>> 1) ^ -(value & 1);
        }
    }

    /// A whole number that fits an int.
    public int small() {
        return Math.toIntExact(number());
    }

    /// A text or null.
    public @Nullable String textOrNull() {
        int length = small();
        if (length < 0) return null;
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        skip(length);
        return text;
    }

    /// A text that was not null.
    public String text() {
        String text = textOrNull();
        if (text == null) throw new IllegalStateException("a text is missing at " + position);
        return text;
    }

    /// Bytes with their length.
    public byte[] blob() {
        int length = small();
        byte[] blob = java.util.Arrays.copyOfRange(bytes, position, position + length);
        skip(length);
        return blob;
    }

    /// Goes on behind so many bytes.
    public void skip(int length) {
        if (length < 0 || length > end - position)
            throw new IllegalStateException("a record ends too early at " + position);
        position += length;
    }

    /// The next bytes as a stream of their own.
    public DataInputStream stream(int length) throws IOException {
        int from = position;
        skip(length);
        return new DataInputStream(new ByteArrayInputStream(bytes, from, length));
    }
}
