package dev.sluice.images.vips;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Finds the functions of one loaded library and of the libraries it was linked with.
final class Symbols {
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup lookup;

    Symbols(SymbolLookup lookup) {
        this.lookup = lookup;
    }

    /// A function with a result. @throws VipsException if the library doesn't have it
    MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, arguments));
    }

    /// A function without a result. @throws VipsException if the library doesn't have it
    MethodHandle procedure(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.ofVoid(arguments));
    }

    /// A function without a result that only newer libraries have.
    Optional<MethodHandle> newerProcedure(String name, MemoryLayout... arguments) {
        return lookup.find(name).map(found -> LINKER.downcallHandle(found, FunctionDescriptor.ofVoid(arguments)));
    }

    /// A function of the C library itself, where this one has it.
    static Optional<MethodHandle> ofC(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.defaultLookup()
                .find(name)
                .map(found -> LINKER.downcallHandle(found, FunctionDescriptor.of(result, arguments)));
    }

    private MemorySegment address(String name) {
        return lookup.find(name).orElseThrow(() -> new VipsException("the library has no function " + name));
    }
}
