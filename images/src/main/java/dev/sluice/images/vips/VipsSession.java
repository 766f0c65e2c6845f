package dev.sluice.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/// The native memory of one job: every buffer and every reference to an image ends when it is closed.
///
/// Confined to the thread that made it, but for [#kill()].
public final class VipsSession implements AutoCloseable {
    final Vips vips;
    final Arena arena = Arena.ofConfined();

    /// Guarded by this session's monitor, as [#kill()] comes from another thread. Newest first.
    private final Deque<MemorySegment> images = new ArrayDeque<>();

    private boolean killed;

    /// Opens a session on the calling thread.
    public VipsSession(Vips vips) {
        this.vips = vips;
    }

    /// Prepares an operation by its nickname, such as `resize`.
    ///
    /// @throws VipsException if this library doesn't have it
    public VipsOperation operation(String nickname) {
        return new VipsOperation(this, nickname);
    }

    /// Copies bytes to where libvips can read them for the rest of this session.
    public MemorySegment keep(byte[] bytes) {
        MemorySegment copy = arena.allocate(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
        return copy.asSlice(0, bytes.length);
    }

    /// An image of 8-bit samples, interleaved, rows from the top.
    public VipsImage fromSamples(byte[] samples, int width, int height, int bands) {
        MemorySegment image;
        try (Arena passing = Arena.ofConfined()) {
            MemorySegment data = passing.allocate(samples.length);
            MemorySegment.copy(samples, 0, data, JAVA_BYTE, 0, samples.length);
            image = vips.calls.fromMemory(data, width, height, bands);
        }
        return adopt(image, "taking over pixels");
    }

    /// A matrix for operations that take one, given row by row.
    public VipsImage matrix(int width, int height, double... numbers) {
        if (numbers.length != width * height) throw new IllegalArgumentException("numbers don't fill the matrix");
        MemorySegment data = arena.allocateFrom(JAVA_DOUBLE, numbers);
        return adopt(vips.calls.matrix(width, height, data), "making a matrix");
    }

    /// Takes over a reference that libvips handed out. NULL means that it failed.
    VipsImage adopt(MemorySegment image, String doing) {
        if (image.address() == 0) throw vips.failure(doing);
        synchronized (this) {
            images.push(image);
            // An image made after the kill would not carry it.
            if (killed) Shape.call(vips.calls.imageSetKill, image, 1);
        }
        return new VipsImage(this, image);
    }

    /// Makes whatever this session computes fail soon; from any thread, at any time, any number of times.
    ///
    /// libvips looks at the flag between regions of an image, so one call into a codec that does everything at once
    /// (an AVIF encoder) is finished first.
    public synchronized void kill() {
        killed = true;
        for (MemorySegment image : images) Shape.call(vips.calls.imageSetKill, image, 1);
    }

    @Override
    public void close() {
        synchronized (this) {
            // Readers go before what they read from.
            while (!images.isEmpty()) vips.gobject.unref(images.pop());
        }
        arena.close();
    }
}
