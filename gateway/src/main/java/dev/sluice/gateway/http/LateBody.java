package dev.sluice.gateway.http;

import dev.sluice.core.Refused;
import io.helidon.http.media.ReadableEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/// A body that isn't touched before its first byte is wanted: touching it tells a client that waits with
/// `Expect: 100-continue` to send everything, which a request that is refused anyway shouldn't.
final class LateBody extends InputStream {
    private final ReadableEntity entity;
    private @Nullable InputStream in;
    private boolean broken;

    LateBody(ReadableEntity entity) {
        this.entity = entity;
    }

    /// Whether its framing broke, so that nothing after it on the connection can be understood.
    boolean broken() {
        return broken;
    }

    private InputStream in() {
        InputStream open = in;
        if (open == null) in = open = entity.hasEntity() ? entity.inputStream() : InputStream.nullInputStream();
        return open;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in().read(buffer, offset, length);
        } catch (UncheckedIOException e) {
            broken = true;
            if (e.getCause() instanceof SocketTimeoutException) throw timeout();
            throw e;
        } catch (RuntimeException e) {
            // The web server throws whatever its parser of chunked transfer encoding stumbles over.
            broken = true;
            throw new Refused("IncompleteBody", "The request body terminated unexpectedly");
        }
    }

    private static Refused timeout() {
        return new Refused(
                "RequestTimeout",
                "Your socket connection to the server was not read from or written to within the timeout period. "
                        + "Idle connections will be closed.");
    }
}
