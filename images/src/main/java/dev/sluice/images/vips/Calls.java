package dev.sluice.images.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// libvips' C functions as this project calls them: none of them is variadic.
///
/// @see <a href="https://www.libvips.org/API/current/">libvips' reference</a>
final class Calls {
    final MethodHandle init;
    final MethodHandle version;
    final MethodHandle threadShutdown;
    final MethodHandle concurrencySet;
    final MethodHandle cacheSetMax;
    /// Since 8.13.
    final Optional<MethodHandle> blockUntrusted;
    /// Since 8.13.
    final Optional<MethodHandle> blockOperation;

    final MethodHandle typeFind;
    final MethodHandle errorCopy;
    final MethodHandle operationNew;
    final MethodHandle objectBuild;
    final MethodHandle unrefOutputs;
    final MethodHandle setArrayDouble;
    final MethodHandle blobNew;
    final MethodHandle blobGet;
    final MethodHandle areaUnref;
    final MethodHandle imageWidth;
    final MethodHandle imageHeight;
    final MethodHandle imageBands;
    final MethodHandle imageFormat;
    final MethodHandle imageInterpretation;
    final MethodHandle imageOrientation;
    final MethodHandle imagePages;
    final MethodHandle imageHasAlpha;
    final MethodHandle imageTypeof;
    final MethodHandle imageFields;
    final MethodHandle imageRemove;
    final MethodHandle imageSetKill;
    final MethodHandle imageCopyMemory;
    final MethodHandle imageToMemory;
    final MethodHandle imageFromMemory;
    final MethodHandle matrixFromArray;

    Calls(Symbols symbols) {
        init = symbols.function("vips_init", JAVA_INT, ADDRESS);
        version = symbols.function("vips_version", JAVA_INT, JAVA_INT);
        threadShutdown = symbols.procedure("vips_thread_shutdown");
        concurrencySet = symbols.procedure("vips_concurrency_set", JAVA_INT);
        cacheSetMax = symbols.procedure("vips_cache_set_max", JAVA_INT);
        blockUntrusted = symbols.newerProcedure("vips_block_untrusted_set", JAVA_INT);
        blockOperation = symbols.newerProcedure("vips_operation_block_set", ADDRESS, JAVA_INT);
        typeFind = symbols.function("vips_type_find", JAVA_LONG, ADDRESS, ADDRESS);
        errorCopy = symbols.function("vips_error_buffer_copy", ADDRESS);
        operationNew = symbols.function("vips_operation_new", ADDRESS, ADDRESS);
        objectBuild = symbols.function("vips_object_build", JAVA_INT, ADDRESS);
        unrefOutputs = symbols.procedure("vips_object_unref_outputs", ADDRESS);
        setArrayDouble = symbols.procedure("vips_value_set_array_double", ADDRESS, ADDRESS, JAVA_INT);
        blobNew = symbols.function("vips_blob_new", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
        blobGet = symbols.function("vips_blob_get", ADDRESS, ADDRESS, ADDRESS);
        areaUnref = symbols.procedure("vips_area_unref", ADDRESS);
        imageWidth = symbols.function("vips_image_get_width", JAVA_INT, ADDRESS);
        imageHeight = symbols.function("vips_image_get_height", JAVA_INT, ADDRESS);
        imageBands = symbols.function("vips_image_get_bands", JAVA_INT, ADDRESS);
        imageFormat = symbols.function("vips_image_get_format", JAVA_INT, ADDRESS);
        imageInterpretation = symbols.function("vips_image_get_interpretation", JAVA_INT, ADDRESS);
        imageOrientation = symbols.function("vips_image_get_orientation", JAVA_INT, ADDRESS);
        imagePages = symbols.function("vips_image_get_n_pages", JAVA_INT, ADDRESS);
        imageHasAlpha = symbols.function("vips_image_hasalpha", JAVA_INT, ADDRESS);
        imageTypeof = symbols.function("vips_image_get_typeof", JAVA_LONG, ADDRESS, ADDRESS);
        imageFields = symbols.function("vips_image_get_fields", ADDRESS, ADDRESS);
        imageRemove = symbols.function("vips_image_remove", JAVA_INT, ADDRESS, ADDRESS);
        imageSetKill = symbols.procedure("vips_image_set_kill", ADDRESS, JAVA_INT);
        imageCopyMemory = symbols.function("vips_image_copy_memory", ADDRESS, ADDRESS);
        imageToMemory = symbols.function("vips_image_write_to_memory", ADDRESS, ADDRESS, ADDRESS);
        imageFromMemory = symbols.function(
                "vips_image_new_from_memory_copy", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        matrixFromArray =
                symbols.function("vips_image_new_matrix_from_array", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    }

    MemorySegment fromMemory(MemorySegment data, int width, int height, int bands) {
        try {
            return (MemorySegment) imageFromMemory.invokeExact(data, data.byteSize(), width, height, bands, 0);
        } catch (Throwable e) {
            throw Shape.broken(e);
        }
    }

    MemorySegment matrix(int width, int height, MemorySegment numbers) {
        try {
            return (MemorySegment) matrixFromArray.invokeExact(width, height, numbers, width * height);
        } catch (Throwable e) {
            throw Shape.broken(e);
        }
    }
}
