package dev.sluice.gateway.sigv4;

import dev.sluice.core.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes aws-chunked framing off a body and checks the chunks' signatures where there are any.
///
/// Bytes are given out before their chunk's signature was seen; whoever acts on them waits for the end.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS, chunked uploads</a>
final class ChunkedBody extends InputStream {
    private static final int CHUNK_HEADER_BYTES_MAX = 256;
    private static final int TRAILER_BYTES_MAX = 8_192;

    private final InputStream in;
    private final BodySeal.@Nullable SignedChunks seal;
    private final MessageDigest chunkHash = Hmac.digest("SHA-256");
    private final Map<String, String> trailers = new LinkedHashMap<>();
    private String previousSignature;
    private String chunkSignature = "";
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in, BodySeal.@Nullable SignedChunks seal) {
        this.in = in;
        this.seal = seal;
        previousSignature = seal == null ? "" : seal.seed();
    }

    Map<String, String> trailers() {
        return trailers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0 && !ended) nextChunk();
        if (ended) return -1;
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) throw incomplete();
        if (seal != null) chunkHash.update(buffer, offset, n);
        left -= n;
        if (left == 0) endChunk();
        return n;
    }

    private void nextChunk() throws IOException {
        if (!first) expectLineEnd();
        first = false;
        String header = line(CHUNK_HEADER_BYTES_MAX);
        int semicolon = header.indexOf(';');
        left = size(semicolon < 0 ? header : header.substring(0, semicolon));
        if (seal != null) {
            int at = header.indexOf("chunk-signature=");
            if (at < 0) throw malformed();
            chunkSignature = header.substring(at + "chunk-signature=".length()).strip();
        }
        if (left == 0) {
            endChunk();
            readTrailers();
            ended = true;
        }
    }

    private static long size(String hex) {
        try {
            long size = Long.parseLong(hex.strip(), 16);
            if (size >= 0) return size;
        } catch (NumberFormatException e) {
            throw malformed();
        }
        throw malformed();
    }

    private void endChunk() {
        if (seal == null) return;
        String toSign = "AWS4-HMAC-SHA256-PAYLOAD\n" + seal.time() + "\n" + seal.scope() + "\n" + previousSignature
                + "\n" + Hmac.EMPTY_SHA256 + "\n" + Hmac.hex(chunkHash.digest());
        checkSignature(seal, toSign, chunkSignature);
        previousSignature = chunkSignature;
    }

    private static void checkSignature(BodySeal.SignedChunks seal, String toSign, String given) {
        if (Hmac.same(Hmac.hex(Hmac.sha256(seal.key(), toSign)), given)) return;
        throw new Refused(
                "SignatureDoesNotMatch",
                Dialect.MISMATCH_TEXT,
                Map.of("StringToSign", toSign, "SignatureProvided", given));
    }

    private void readTrailers() throws IOException {
        var signed = new StringBuilder();
        String signature = "";
        int bytes = 0;
        for (String line = trailerLine(); !line.isEmpty(); line = trailerLine()) {
            int colon = line.indexOf(':');
            bytes += line.length();
            if (colon <= 0 || bytes > TRAILER_BYTES_MAX) throw malformedTrailer();
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (name.equals("x-amz-trailer-signature")) {
                signature = value;
            } else {
                trailers.put(name, value);
                signed.append(name).append(':').append(value).append('\n');
            }
        }
        if (seal == null || !seal.trailer()) return;
        checkSignature(
                seal,
                "AWS4-HMAC-SHA256-TRAILER\n" + seal.time() + "\n" + seal.scope() + "\n" + previousSignature + "\n"
                        + Hmac.sha256Hex(signed.toString()),
                signature);
    }

    // The last line may miss its end: some clients leave the closing empty line out.
    private String trailerLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() > TRAILER_BYTES_MAX) throw malformedTrailer();
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private String line(int bytesMax) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) throw incomplete();
            if (b == '\n') return line.toString(StandardCharsets.UTF_8);
            if (line.size() > bytesMax) throw malformed();
            if (b != '\r') line.write(b);
        }
    }

    private void expectLineEnd() throws IOException {
        int b = in.read();
        if (b == '\r') b = in.read();
        if (b < 0) throw incomplete();
        if (b != '\n') throw malformed();
    }

    static Refused incomplete() {
        return new Refused(
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }

    private static Refused malformed() {
        return new Refused("InvalidRequest", "The body isn't in aws-chunked encoding: a chunk's header can't be read");
    }

    private static Refused malformedTrailer() {
        return new Refused(
                "MalformedTrailerError",
                "The request contained trailing data that was not well-formed or did not conform to our published schema.");
    }
}
