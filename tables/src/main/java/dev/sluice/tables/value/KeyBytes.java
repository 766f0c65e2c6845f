package dev.sluice.tables.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Key values as bytes whose unsigned order is the values' order, so that a Query is a range of an index.
public final class KeyBytes {
    private static final int ZERO = 0x80;
    private static final int POSITIVE = 0xC0;
    private static final int NEGATIVE = 0x40;

    /// Makes every exponent that [Numbers] lets in positive.
    private static final int EXPONENT_BIAS = 1_000;

    /// Bytes of hash in front of a partition.
    public static final int HASH_BYTES = 4;

    private KeyBytes() {}

    /// A sort key's bytes; empty for no sort key.
    public static byte[] sort(Value.@Nullable Scalar value) {
        return switch (value) {
            case null -> new byte[0];
            case Value.Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case Value.Num(BigDecimal number) -> number(number);
            case Value.Blob(byte[] bytes) -> bytes;
        };
    }

    /// A partition's bytes: a hash first, so that a scan meets partitions in no useful order and can be split evenly.
    public static byte[] partition(Value.Scalar value) {
        byte[] key = sort(value);
        byte[] bytes = Arrays.copyOf(hash(key), HASH_BYTES + key.length);
        System.arraycopy(key, 0, bytes, HASH_BYTES, key.length);
        return bytes;
    }

    /// A text that puts entries with the same sort key in the order of a second key, and keeps the first one's order:
    /// the first is ended by two zero bytes and its own zero bytes are escaped.
    public static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length + 2);
        out.writeBytes(ended(first));
        out.writeBytes(second);
        return out.toByteArray();
    }

    /// The part of [#joined] that all entries with this first key begin with.
    public static byte[] ended(byte[] first) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + 2);
        for (byte b : first) {
            out.write(b);
            if (b == 0) out.write(0xFF);
        }
        out.write(0);
        out.write(0);
        return out.toByteArray();
    }

    /// The least bytes greater than these.
    public static byte[] after(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /// The least bytes greater than all that begin with this prefix; null if there are none.
    public static byte @Nullable [] afterPrefix(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xFF) last--;
        if (last < 0) return null;
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return next;
    }

    /// Compares texts as DynamoDB does: by their UTF-8 bytes, which differs from Java's order beyond the basic plane.
    static int compareTexts(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /// Sign, exponent, then two digits a byte; all complemented and ended by 0xFF for a negative number, where more
    /// digits mean less.
    private static byte[] number(BigDecimal number) {
        if (number.signum() == 0) return new byte[] {(byte) ZERO};
        BigDecimal plain = number.stripTrailingZeros();
        boolean negative = plain.signum() < 0;
        int exponent = plain.precision() - plain.scale() - 1 + EXPONENT_BIAS;
        String digits = plain.unscaledValue().abs().toString();
        if (digits.length() % 2 == 1) digits += "0";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(negative ? NEGATIVE : POSITIVE);
        int flip = negative ? 0xFF : 0;
        out.write((exponent >> 8) ^ flip);
        out.write((exponent & 0xFF) ^ flip);
        for (int i = 0; i < digits.length(); i += 2) {
            int pair = (digits.charAt(i) - '0') * 10 + (digits.charAt(i + 1) - '0');
            out.write((pair + 1) ^ flip);
        }
        if (negative) out.write(0xFF);
        return out.toByteArray();
    }

    private static byte[] hash(byte[] key) {
        try {
            return MessageDigest.getInstance("MD5").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
