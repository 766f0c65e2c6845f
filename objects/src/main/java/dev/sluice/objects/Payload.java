package dev.sluice.objects;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Bytes on their way in and what is asked of them.
///
/// @param stream read to its end; an exception thrown by it goes to the caller and nothing is kept
/// @param md5 what the client says it is, base64; null if it doesn't
/// @param algorithms which checksums to compute and keep
/// @param expected what the client says they are, base64; asked once the stream has ended: a trailer may say it
/// @param sealing the client's key to encrypt with; null for the store's own
/// @param bytesMax most bytes taken
public record Payload(
        InputStream stream,
        @Nullable String md5,
        Set<ChecksumAlgorithm> algorithms,
        Supplier<Map<ChecksumAlgorithm, String>> expected,
        @Nullable Sealing sealing,
        long bytesMax) {
    /// The most one request may carry: 5 GiB.
    public static final long REQUEST_BYTES_MAX = 5L << 30;

    /// Plain bytes without expectations.
    public static Payload of(InputStream stream) {
        return new Payload(stream, null, Set.of(ChecksumAlgorithm.CRC64NVME), Map::of, null, REQUEST_BYTES_MAX);
    }

    /// The same with other bytes.
    Payload with(InputStream bytes) {
        return new Payload(bytes, md5, algorithms, expected, sealing, bytesMax);
    }

    /// The same encrypted with a key.
    Payload sealedWith(Sealing key) {
        return new Payload(stream, md5, algorithms, expected, key, bytesMax);
    }
}
