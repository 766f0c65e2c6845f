package dev.sluice.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// One libvips operation: set its properties, then run it once for one output.
///
/// Each property is set with its declared type, never as text to be parsed; a property that the library doesn't
/// have, or has with another type, is a mistake of the caller and throws [IllegalArgumentException].
public final class VipsOperation {
    private final VipsSession session;
    private final Vips vips;
    private final String nickname;
    private final MemorySegment operation;
    private final Arena arena = Arena.ofConfined();

    VipsOperation(VipsSession session, String nickname) {
        this.session = session;
        this.vips = session.vips;
        this.nickname = nickname;
        this.operation = Shape.pointer(vips.calls.operationNew, arena.allocateFrom(nickname));
        if (operation.address() == 0) {
            arena.close();
            throw vips.failure(nickname);
        }
    }

    /// Whether this library's version of the operation has a property.
    public boolean takes(String property) {
        return vips.gobject.propertyType(operation, arena.allocateFrom(property)) != 0;
    }

    /// Sets an integer.
    public VipsOperation set(String property, int number) {
        return set(property, GObject.INT, value -> vips.gobject.setInt(value, number));
    }

    /// Sets a real number.
    public VipsOperation set(String property, double number) {
        return set(property, GObject.DOUBLE, value -> vips.gobject.setDouble(value, number));
    }

    /// Sets a truth value.
    public VipsOperation set(String property, boolean flag) {
        return set(property, GObject.BOOLEAN, value -> vips.gobject.setBoolean(value, flag));
    }

    /// Sets a member of an enumeration, by its number.
    public VipsOperation setEnum(String property, int number) {
        return set(property, GObject.ENUM, value -> vips.gobject.setEnum(value, number));
    }

    /// Sets a set of flags, by its bits.
    public VipsOperation setFlags(String property, int bits) {
        return set(property, GObject.FLAGS, value -> vips.gobject.setFlags(value, bits));
    }

    /// Sets an image.
    public VipsOperation set(String property, VipsImage image) {
        return set(property, GObject.OBJECT, value -> vips.gobject.setObject(value, image.pointer()));
    }

    /// Sets a list of real numbers.
    public VipsOperation set(String property, double[] numbers) {
        MemorySegment data = arena.allocateFrom(JAVA_DOUBLE, numbers);
        return set(
                property, GObject.BOXED, value -> Shape.call(vips.calls.setArrayDouble, value, data, numbers.length));
    }

    /// Sets bytes that [VipsSession#keep] holds for as long as the operation's output may read them.
    public VipsOperation setBytes(String property, MemorySegment kept) {
        MemorySegment blob = Shape.pointer(vips.calls.blobNew, MemorySegment.NULL, kept, kept.byteSize());
        try {
            return set(property, GObject.BOXED, value -> vips.gobject.setBoxed(value, blob));
        } finally {
            Shape.call(vips.calls.areaUnref, blob);
        }
    }

    private VipsOperation set(String property, long fundamental, Consumer<MemorySegment> fill) {
        MemorySegment name = arena.allocateFrom(property);
        long type = vips.gobject.propertyType(operation, name);
        if (type == 0 || vips.gobject.fundamental(type) != fundamental) {
            close();
            throw new IllegalArgumentException(nickname + " has no such property of this type: " + property);
        }
        MemorySegment value = arena.allocate(GObject.VALUE_BYTES, Long.BYTES);
        vips.gobject.init(value, type);
        fill.accept(value);
        vips.gobject.setProperty(operation, name, value);
        vips.gobject.unset(value);
        return this;
    }

    /// Runs the operation. @return its image `out`, computed when it is read
    public VipsImage image() {
        try {
            build();
            MemorySegment value = output("out");
            // The reference in the value is handed on to the session, so the value is not unset.
            return session.adopt(vips.gobject.getObject(value), nickname);
        } finally {
            close();
        }
    }

    /// Runs the operation. @return its number `out`
    public double number() {
        try {
            build();
            MemorySegment value = output("out");
            return vips.gobject.getDouble(value);
        } finally {
            close();
        }
    }

    /// Runs the operation. @return its bytes `buffer`
    public byte[] bytes() {
        try {
            build();
            MemorySegment value = output("buffer");
            MemorySegment length = arena.allocate(JAVA_LONG);
            MemorySegment data = Shape.pointer(vips.calls.blobGet, vips.gobject.getBoxed(value), length);
            byte[] bytes = data.reinterpret(length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            vips.gobject.unset(value);
            return bytes;
        } finally {
            close();
        }
    }

    private void build() {
        if (Shape.integer(vips.calls.objectBuild, operation) != 0) throw vips.failure(nickname);
    }

    private MemorySegment output(String property) {
        MemorySegment name = arena.allocateFrom(property);
        MemorySegment value = arena.allocate(GObject.VALUE_BYTES, Long.BYTES);
        vips.gobject.init(value, vips.gobject.propertyType(operation, name));
        vips.gobject.getProperty(operation, name, value);
        return value;
    }

    /// libvips gives an operation that was built references to its own outputs, which must go before the operation.
    private void close() {
        if (!arena.scope().isAlive()) return;
        Shape.call(vips.calls.unrefOutputs, operation);
        vips.gobject.unref(operation);
        arena.close();
    }
}
