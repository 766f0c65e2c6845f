package dev.sluice.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// An image of a session: a recipe whose pixels are computed when something reads them.
public final class VipsImage {
    private final VipsSession session;
    private final MemorySegment pointer;

    VipsImage(VipsSession session, MemorySegment pointer) {
        this.session = session;
        this.pointer = pointer;
    }

    MemorySegment pointer() {
        return pointer;
    }

    /// Pixels from left to right.
    public int width() {
        return Shape.integer(calls().imageWidth, pointer);
    }

    /// Pixels from top to bottom; of all pages together where several were loaded.
    public int height() {
        return Shape.integer(calls().imageHeight, pointer);
    }

    /// Samples in each pixel.
    public int bands() {
        return Shape.integer(calls().imageBands, pointer);
    }

    /// The type of each sample, a `VipsBandFormat`.
    public int format() {
        return Shape.integer(calls().imageFormat, pointer);
    }

    /// What the samples mean, a `VipsInterpretation`.
    public int interpretation() {
        return Shape.integer(calls().imageInterpretation, pointer);
    }

    /// Whether the last band says how opaque a pixel is.
    public boolean hasAlpha() {
        return Shape.integer(calls().imageHasAlpha, pointer) != 0;
    }

    /// The EXIF orientation, 1 to 8; 1 where the image has none.
    public int orientation() {
        return Shape.integer(calls().imageOrientation, pointer);
    }

    /// Pictures in the file.
    public int pages() {
        return Shape.integer(calls().imagePages, pointer);
    }

    /// Whether a piece of metadata is there, such as `icc-profile-data`.
    public boolean has(String field) {
        return Shape.wide(calls().imageTypeof, pointer, session.arena.allocateFrom(field)) != 0;
    }

    /// The names of all metadata.
    public List<String> fields() {
        MemorySegment names = Shape.pointer(calls().imageFields, pointer);
        try {
            return Vips.strings(names);
        } finally {
            session.vips.gobject.freeStrings(names);
        }
    }

    /// Forgets a piece of metadata; only on an image that nothing else reads yet.
    public void remove(String field) {
        var _ = Shape.integer(calls().imageRemove, pointer, session.arena.allocateFrom(field));
    }

    /// Computes all pixels now. @return the image that holds them, which can be read any number of times in any order
    public VipsImage inMemory() {
        return session.adopt(Shape.pointer(calls().imageCopyMemory, pointer), "decoding");
    }

    /// The samples of all pixels, interleaved, rows from the top, in the byte order of this machine.
    public byte[] samples() {
        MemorySegment length = session.arena.allocate(JAVA_LONG);
        MemorySegment data = Shape.pointer(calls().imageToMemory, pointer, length);
        if (data.address() == 0) throw session.vips.failure("computing pixels");
        try {
            return data.reinterpret(length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
        } finally {
            session.vips.gobject.free(data);
        }
    }

    private Calls calls() {
        return session.vips.calls;
    }
}
