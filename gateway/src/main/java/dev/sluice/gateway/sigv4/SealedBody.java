package dev.sluice.gateway.sigv4;

import dev.sluice.core.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A body that checks, when its end is reached, everything the request's headers, trailers and signature promised.
public final class SealedBody extends InputStream {
    private final InputStream in;
    private final @Nullable ChunkedBody chunks;
    private final @Nullable MessageDigest hash;
    private final String wantedHash;
    private final long wantedLength;
    private final Map<String, BodyChecksum> checksums = new LinkedHashMap<>();
    private final Map<String, String> headers;
    private long length;
    private boolean checked;

    /// @param in the body as it arrives
    /// @param seal what the signature says of it
    /// @param headers the request's, lower-case
    /// @throws Refused if a checksum header isn't one
    public SealedBody(InputStream in, BodySeal seal, Map<String, String> headers) {
        this.headers = headers;
        chunks = switch (seal) {
            case BodySeal.PlainChunks _ -> new ChunkedBody(in, null);
            case BodySeal.SignedChunks signed -> new ChunkedBody(in, signed);
            case BodySeal.Unsigned _, BodySeal.Sha256 _ -> null;
        };
        this.in = chunks == null ? in : chunks;
        wantedHash = seal instanceof BodySeal.Sha256 sealed ? sealed.hex() : "";
        hash = wantedHash.isEmpty() ? null : Hmac.digest("SHA-256");
        wantedLength = wantedLength();
        headers.forEach((name, value) -> {
            if (name.startsWith("x-amz-checksum-") || name.equals("content-md5")) add(name, value);
        });
        for (String name : headers.getOrDefault("x-amz-trailer", "").split(",")) {
            String trailer = name.strip().toLowerCase(Locale.ROOT);
            BodyChecksum.named(trailer).ifPresent(checksum -> checksums.put(trailer, checksum));
        }
    }

    private void add(String name, String value) {
        BodyChecksum.named(name).ifPresent(checksum -> {
            try {
                int bytes = Base64.getDecoder().decode(value).length;
                if (!name.equals("content-md5") || bytes == 16) checksums.put(name, checksum);
                else throw new IllegalArgumentException("not the length of an MD5");
            } catch (IllegalArgumentException e) {
                throw name.equals("content-md5")
                        ? new Refused("InvalidDigest", "The Content-MD5 you specified was invalid.")
                        : new Refused("InvalidRequest", "Value for " + name + " header is invalid.");
            }
        });
    }

    private long wantedLength() {
        String text = headers.get(chunks == null ? "content-length" : "x-amz-decoded-content-length");
        try {
            long wanted = text == null ? -1 : Long.parseLong(text);
            if (text == null || wanted >= 0) return wanted;
        } catch (NumberFormatException e) {
            throw invalidLength(text);
        }
        throw invalidLength(text);
    }

    private static Refused invalidLength(String text) {
        return new Refused("InvalidArgument", "The body's length isn't a number: " + text);
    }

    /// The payload's length as announced, -1 if it wasn't.
    public long announcedLength() {
        return wantedLength;
    }

    /// Trailing headers; complete once the end was read.
    public Map<String, String> trailers() {
        return chunks == null ? Map.of() : chunks.trailers();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int n = in.read(buffer, offset, wanted);
        if (n < 0) {
            if (!checked) check();
            return -1;
        }
        length += n;
        if (wantedLength >= 0 && length > wantedLength) throw ChunkedBody.incomplete();
        if (hash != null) hash.update(buffer, offset, n);
        for (BodyChecksum checksum : checksums.values()) checksum.update(buffer, offset, n);
        return n;
    }

    private void check() {
        checked = true;
        if (wantedLength >= 0 && length != wantedLength) throw ChunkedBody.incomplete();
        if (hash != null) {
            String found = Hmac.hex(hash.digest());
            if (!found.equals(wantedHash)) {
                throw new Refused(
                        "XAmzContentSHA256Mismatch",
                        "The provided 'x-amz-content-sha256' header does not match what was computed.",
                        Map.of("ClientComputedContentSHA256", wantedHash, "S3ComputedContentSHA256", found));
            }
        }
        checksums.forEach(this::check);
    }

    private void check(String name, BodyChecksum checksum) {
        String wanted = headers.getOrDefault(name, trailers().get(name));
        if (wanted == null) {
            throw new Refused(
                    "MalformedTrailerError",
                    "The request contained trailing data that was not well-formed or did not conform to our published schema.");
        }
        if (wanted.equals(checksum.base64())) return;
        if (name.equals("content-md5")) {
            throw new Refused("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
        String kind = name.substring("x-amz-checksum-".length()).toUpperCase(Locale.ROOT);
        throw new Refused("BadDigest", "The " + kind + " you specified did not match the calculated checksum.");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
