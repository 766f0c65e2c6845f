package dev.sluice.images.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The part of GObject's C interface that setting and reading a typed property takes.
///
/// @see <a href="https://docs.gtk.org/gobject/">GObject's reference</a>
final class GObject {
    /// Fundamental types, as `glib-object.h` numbers them (`n << 2`); part of GLib's stable binary interface.
    static final long BOOLEAN = 5 << 2;

    static final long INT = 6 << 2;
    static final long ENUM = 12 << 2;
    static final long FLAGS = 13 << 2;
    static final long DOUBLE = 15 << 2;
    static final long BOXED = 18 << 2;
    static final long OBJECT = 20 << 2;

    /// Size of a `GValue`: its type and two words of data.
    static final long VALUE_BYTES = 24;

    private static final long PARAM_SPEC_BYTES = 32;
    private static final long PARAM_SPEC_VALUE_TYPE_OFFSET = 24;

    private final MethodHandle unref;
    private final MethodHandle findProperty;
    private final MethodHandle setProperty;
    private final MethodHandle getProperty;
    private final MethodHandle fundamental;
    private final MethodHandle valueInit;
    private final MethodHandle valueUnset;
    private final MethodHandle setBoolean;
    private final MethodHandle setInt;
    private final MethodHandle setDouble;
    private final MethodHandle setEnum;
    private final MethodHandle setFlags;
    private final MethodHandle setObject;
    private final MethodHandle setBoxed;
    private final MethodHandle getDouble;
    private final MethodHandle getObject;
    private final MethodHandle getBoxed;
    private final MethodHandle free;
    private final MethodHandle freeStrings;
    private final MethodHandle setEnvironment;

    GObject(Symbols symbols) {
        unref = symbols.procedure("g_object_unref", ADDRESS);
        findProperty = symbols.function("g_object_class_find_property", ADDRESS, ADDRESS, ADDRESS);
        setProperty = symbols.procedure("g_object_set_property", ADDRESS, ADDRESS, ADDRESS);
        getProperty = symbols.procedure("g_object_get_property", ADDRESS, ADDRESS, ADDRESS);
        fundamental = symbols.function("g_type_fundamental", JAVA_LONG, JAVA_LONG);
        valueInit = symbols.function("g_value_init", ADDRESS, ADDRESS, JAVA_LONG);
        valueUnset = symbols.procedure("g_value_unset", ADDRESS);
        setBoolean = symbols.procedure("g_value_set_boolean", ADDRESS, JAVA_INT);
        setInt = symbols.procedure("g_value_set_int", ADDRESS, JAVA_INT);
        setDouble = symbols.procedure("g_value_set_double", ADDRESS, JAVA_DOUBLE);
        setEnum = symbols.procedure("g_value_set_enum", ADDRESS, JAVA_INT);
        setFlags = symbols.procedure("g_value_set_flags", ADDRESS, JAVA_INT);
        setObject = symbols.procedure("g_value_set_object", ADDRESS, ADDRESS);
        setBoxed = symbols.procedure("g_value_set_boxed", ADDRESS, ADDRESS);
        getDouble = symbols.function("g_value_get_double", JAVA_DOUBLE, ADDRESS);
        getObject = symbols.function("g_value_get_object", ADDRESS, ADDRESS);
        getBoxed = symbols.function("g_value_get_boxed", ADDRESS, ADDRESS);
        free = symbols.procedure("g_free", ADDRESS);
        freeStrings = symbols.procedure("g_strfreev", ADDRESS);
        setEnvironment = symbols.function("g_setenv", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    }

    void unref(MemorySegment object) {
        Shape.call(unref, object);
    }

    /// The type of an object's property; 0 if it has no such property.
    long propertyType(MemorySegment object, MemorySegment name) {
        MemorySegment type = object.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        MemorySegment spec = Shape.pointer(findProperty, type, name);
        if (spec.address() == 0) return 0;
        return spec.reinterpret(PARAM_SPEC_BYTES).get(JAVA_LONG, PARAM_SPEC_VALUE_TYPE_OFFSET);
    }

    long fundamental(long type) {
        return Shape.wide(fundamental, type);
    }

    void setProperty(MemorySegment object, MemorySegment name, MemorySegment value) {
        Shape.call(setProperty, object, name, value);
    }

    void getProperty(MemorySegment object, MemorySegment name, MemorySegment value) {
        Shape.call(getProperty, object, name, value);
    }

    void init(MemorySegment value, long type) {
        Shape.pointer(valueInit, value, type);
    }

    void unset(MemorySegment value) {
        Shape.call(valueUnset, value);
    }

    void setBoolean(MemorySegment value, boolean flag) {
        Shape.call(setBoolean, value, flag ? 1 : 0);
    }

    void setInt(MemorySegment value, int number) {
        Shape.call(setInt, value, number);
    }

    void setDouble(MemorySegment value, double number) {
        Shape.call(setDouble, value, number);
    }

    void setEnum(MemorySegment value, int number) {
        Shape.call(setEnum, value, number);
    }

    void setFlags(MemorySegment value, int bits) {
        Shape.call(setFlags, value, bits);
    }

    void setObject(MemorySegment value, MemorySegment object) {
        Shape.call(setObject, value, object);
    }

    void setBoxed(MemorySegment value, MemorySegment boxed) {
        Shape.call(setBoxed, value, boxed);
    }

    double getDouble(MemorySegment value) {
        return Shape.real(getDouble, value);
    }

    MemorySegment getObject(MemorySegment value) {
        return Shape.pointer(getObject, value);
    }

    MemorySegment getBoxed(MemorySegment value) {
        return Shape.pointer(getBoxed, value);
    }

    void free(MemorySegment memory) {
        Shape.call(free, memory);
    }

    void freeStrings(MemorySegment strings) {
        Shape.call(freeStrings, strings);
    }

    void setEnvironment(MemorySegment name, MemorySegment value) {
        var _ = Shape.integer(setEnvironment, name, value, 1);
    }
}
