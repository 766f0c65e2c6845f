package dev.sluice.asl.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hash functions that `States.Hash` and `$hash` know.
final class Digest {
    static final List<String> ALGORITHMS = List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private Digest() {}

    /// The hash of a text's UTF-8 bytes in lower-case hexadecimal; null for an algorithm AWS doesn't know.
    static @Nullable String of(String text, String algorithm) {
        if (!ALGORITHMS.contains(algorithm)) return null;
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
