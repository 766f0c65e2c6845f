package dev.sluice.engine.run;

import java.io.DataOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes in the making: an unsynchronised, reusable [DataOutput] with variable-length numbers.
public final class BlobWriter implements DataOutput {
    private byte[] bytes;
    private int size;

    /// An empty one.
    public BlobWriter() {
        this.bytes = new byte[1024];
    }

    /// How many bytes have been written.
    public int size() {
        return size;
    }

    /// Starts over, keeping the room.
    public void reset() {
        size = 0;
    }

    /// A copy of what has been written.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// Appends all that another one holds.
    public void append(BlobWriter other) {
        write(other.bytes, 0, other.size);
    }

    /// A whole number in 1 to 10 bytes; small ones of either sign are short.
    public void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        writeByte((int) rest);
    }

    /// A text or null.
    public void text(@Nullable String value) {
        if (value == null) {
            number(-1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        write(utf8);
    }

    /// Bytes with their length.
    public void blob(byte[] value) {
        number(value.length);
        write(value);
    }

    @Override
    public void write(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] value) {
        write(value, 0, value.length);
    }

    @Override
    public void write(byte[] value, int offset, int length) {
        room(length);
        System.arraycopy(value, offset, bytes, size, length);
        size += length;
    }

    @Override
    public void writeBoolean(boolean value) {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) {
        write(value);
    }

    @Override
    public void writeShort(int value) {
        write(value >> 8);
        write(value);
    }

    @Override
    public void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        writeShort(value >> 16);
        writeShort(value);
    }

    @Override
    public void writeLong(long value) {
        writeInt((int) (value >> 32));
        writeInt((int) value);
    }

    @Override
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String value) {
        for (int i = 0; i < value.length(); i++) write(value.charAt(i));
    }

    @Override
    public void writeChars(String value) {
        for (int i = 0; i < value.length(); i++) writeChar(value.charAt(i));
    }

    @Override
    public void writeUTF(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0xffff) throw new IllegalArgumentException("too long for writeUTF: " + utf8.length);
        writeShort(utf8.length);
        write(utf8);
    }

    private void room(int more) {
        if (size + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
}
