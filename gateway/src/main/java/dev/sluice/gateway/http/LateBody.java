package dev.sluice.gateway.http;

import io.helidon.http.media.ReadableEntity;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A body that isn't touched before its first byte is wanted: touching it tells a client that waits with
/// `Expect: 100-continue` to send everything, which a request that is refused anyway shouldn't.
final class LateBody extends InputStream {
    private final ReadableEntity entity;
    private @Nullable InputStream in;

    LateBody(ReadableEntity entity) {
        this.entity = entity;
    }

    private InputStream in() {
        InputStream open = in;
        if (open == null) in = open = entity.hasEntity() ? entity.inputStream() : InputStream.nullInputStream();
        return open;
    }

    @Override
    public int read() throws IOException {
        return in().read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return in().read(buffer, offset, length);
    }
}
