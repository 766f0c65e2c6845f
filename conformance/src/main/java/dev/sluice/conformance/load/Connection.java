package dev.sluice.conformance.load;

import dev.sluice.core.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One kept-alive connection, as lean as HTTP allows: whoever generates the load shares the machine with what is
/// measured. For one thread.
final class Connection implements AutoCloseable {
    private static final int ANSWER_BYTES_MAX = 32 << 20;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final Signer signer;
    private byte[] buffer = new byte[16 << 10];

    Connection(URI endpoint, String keyId, String secret) {
        try {
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(120_000);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        signer = new Signer(keyId, secret, endpoint.getHost() + ":" + endpoint.getPort());
    }

    /// One call of Step Functions. @return the answer's body @throws IllegalStateException if it is a refusal
    String call(String operation, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = signer.head(operation, bytes).getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        try {
            socket.getOutputStream().write(whole);
            return answer(operation);
        } catch (IOException e) {
            throw new UncheckedIOException(operation, e);
        }
    }

    /// The same with trees.
    JsonNode call(String operation, JsonNode body) {
        return Json.parse(call(operation, Json.write(body)));
    }

    private String answer(String operation) throws IOException {
        int filled = 0;
        int end;
        while ((end = headEnd(filled)) < 0) filled = more(filled);
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        int length = contentLength(head);
        int whole = end + HEAD_END.length + length;
        if (whole > buffer.length) buffer = Arrays.copyOf(buffer, whole);
        while (filled < whole) filled = more(filled);
        String body = new String(buffer, end + HEAD_END.length, length, StandardCharsets.UTF_8);
        if (!head.startsWith("HTTP/1.1 200")) throw new IllegalStateException(operation + ": " + head + "\n" + body);
        return body;
    }

    private int more(int filled) throws IOException {
        if (filled == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
        int n = in.read(buffer, filled, buffer.length - filled);
        if (n < 0) throw new EOFException("the server closed the connection");
        return filled + n;
    }

    private int headEnd(int filled) {
        for (int i = 0; i + HEAD_END.length <= filled; i++) {
            if (buffer[i] == '\r' && Arrays.equals(buffer, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\r\ncontent-length:");
        if (at < 0) throw new IOException("an answer without a length: " + head);
        int from = at + "\r\ncontent-length:".length();
        int to = lower.indexOf('\r', from);
        int length = Integer.parseInt(
                lower.substring(from, to < 0 ? lower.length() : to).strip());
        if (length > ANSWER_BYTES_MAX) throw new IOException("an answer of " + length + " bytes");
        return length;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
