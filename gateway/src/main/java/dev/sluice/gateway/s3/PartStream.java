package dev.sluice.gateway.s3;

import java.io.IOException;
import java.io.InputStream;

/// One part after another of a multipart body: each reads as a stream of its own that ends at the boundary.
final class PartStream extends InputStream {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final byte[] boundary;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private int clear; // up to here no boundary begins
    private boolean atBoundary;
    private boolean over;

    /// @param boundary with the line break in front of it; the body is read as if one stood at its beginning
    PartStream(InputStream in, byte[] boundary) {
        this.in = in;
        this.boundary = boundary;
        buffer[0] = '\r';
        buffer[1] = '\n';
        end = 2;
    }

    /// Goes on to the next part once this one has been read to its end. @return false if there is none
    boolean next() throws IOException {
        if (!atBoundary) drain();
        at += boundary.length;
        while (end - at < 2 && fill()) {}
        boolean more = end - at >= 2 && buffer[at] == '\r' && buffer[at + 1] == '\n';
        if (more) at += 2;
        else over = true;
        atBoundary = false;
        clear = at;
        return more;
    }

    @Override
    public int read() throws IOException {
        if (!available(1)) return -1;
        return buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) return 0;
        if (!available(1)) return -1;
        int n = Math.min(count, clear - at);
        System.arraycopy(buffer, at, bytes, offset, n);
        at += n;
        return n;
    }

    private void drain() throws IOException {
        while (available(1)) at = clear;
    }

    /// Whether there are bytes of this part in the buffer, after reading more if needed.
    private boolean available(int wanted) throws IOException {
        while (clear - at < wanted) {
            if (atBoundary || over) return false;
            scan();
            if (clear - at >= wanted || atBoundary) continue;
            if (!fill()) throw Form.malformed(); // the body ended inside a part
        }
        return true;
    }

    /// Moves `clear` on to the next place where a boundary begins or might begin.
    private void scan() {
        for (int i = clear; i < end; i++) {
            int length = matched(i);
            if (length == boundary.length) {
                clear = i;
                atBoundary = true;
                return;
            }
            if (i + length == end && length > 0) {
                clear = i;
                return;
            }
        }
        clear = end;
    }

    private int matched(int from) {
        int n = Math.min(boundary.length, end - from);
        for (int i = 0; i < n; i++) {
            if (buffer[from + i] != boundary[i]) return 0;
        }
        return n;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        clear -= at;
        at = 0;
        int n = in.read(buffer, end, buffer.length - end);
        if (n <= 0) return false;
        end += n;
        return true;
    }
}
