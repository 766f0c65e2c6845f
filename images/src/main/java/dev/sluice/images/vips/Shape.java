package dev.sluice.images.vips;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// One method for each shape of native function that the binding calls.
///
/// `invokeExact` compiles to the signature at its call site, so each shape is written out once here and nowhere else.
/// A native function throws nothing; whatever arrives in a `catch` is a mistake in the binding.
final class Shape {
    private Shape() {}

    static void call(MethodHandle function) {
        try {
            function.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, int number) {
        try {
            function.invokeExact(number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, MemorySegment pointer) {
        try {
            function.invokeExact(pointer);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, MemorySegment pointer, int number) {
        try {
            function.invokeExact(pointer, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, MemorySegment pointer, double number) {
        try {
            function.invokeExact(pointer, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, MemorySegment first, MemorySegment second) {
        try {
            function.invokeExact(first, second);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, MemorySegment first, MemorySegment second, int number) {
        try {
            function.invokeExact(first, second, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static void call(MethodHandle function, MemorySegment first, MemorySegment second, MemorySegment third) {
        try {
            function.invokeExact(first, second, third);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int integer(MethodHandle function, int number) {
        try {
            return (int) function.invokeExact(number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int integer(MethodHandle function, int first, int second) {
        try {
            return (int) function.invokeExact(first, second);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int integer(MethodHandle function, MemorySegment pointer) {
        try {
            return (int) function.invokeExact(pointer);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int integer(MethodHandle function, MemorySegment first, MemorySegment second) {
        try {
            return (int) function.invokeExact(first, second);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int integer(MethodHandle function, MemorySegment first, MemorySegment second, int number) {
        try {
            return (int) function.invokeExact(first, second, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static double real(MethodHandle function, MemorySegment pointer) {
        try {
            return (double) function.invokeExact(pointer);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static long wide(MethodHandle function, long number) {
        try {
            return (long) function.invokeExact(number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static long wide(MethodHandle function, MemorySegment first, MemorySegment second) {
        try {
            return (long) function.invokeExact(first, second);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static MemorySegment pointer(MethodHandle function) {
        try {
            return (MemorySegment) function.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static MemorySegment pointer(MethodHandle function, MemorySegment pointer) {
        try {
            return (MemorySegment) function.invokeExact(pointer);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static MemorySegment pointer(MethodHandle function, MemorySegment first, MemorySegment second) {
        try {
            return (MemorySegment) function.invokeExact(first, second);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static MemorySegment pointer(MethodHandle function, MemorySegment pointer, long number) {
        try {
            return (MemorySegment) function.invokeExact(pointer, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static MemorySegment pointer(MethodHandle function, MemorySegment first, MemorySegment second, long number) {
        try {
            return (MemorySegment) function.invokeExact(first, second, number);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static VipsException broken(Throwable cause) {
        return new VipsException("the binding called a native function with a wrong signature", cause);
    }
}
