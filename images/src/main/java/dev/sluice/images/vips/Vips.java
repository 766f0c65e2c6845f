package dev.sluice.images.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One libvips, loaded and set up for untrusted images. There is at most one per process: GLib's type system and
/// libvips' settings are global, and a library once initialised is never unloaded.
///
/// All methods may be called from any platform thread; **never** from a virtual thread, whose carrier a decode would
/// hold for seconds.
public final class Vips {
    private static final String OPERATION = "VipsOperation";

    /// The loaders that may run; every other one (SVG, PDF, ImageMagick, …) is refused by libvips itself.
    private static final List<String> LOADERS_ALLOWED = List.of(
            "VipsForeignLoadJpeg",
            "VipsForeignLoadPng",
            "VipsForeignLoadWebp",
            "VipsForeignLoadNsgif",
            "VipsForeignLoadTiff",
            "VipsForeignLoadHeif");

    /// `M_ARENA_MAX` of glibc's `malloc.h`.
    private static final int MALLOPT_ARENAS_MAX = -8;

    private static final int MALLOC_ARENAS_MAX = 2;
    private static final int ERROR_TEXT_CHARS_MAX = 300;

    final GObject gobject;
    final Calls calls;
    private final String version;

    private Vips(GObject gobject, Calls calls, String version) {
        this.gobject = gobject;
        this.calls = calls;
        this.version = version;
    }

    /// Loads and initialises a library.
    ///
    /// @param library a path, or a name that the system's loader finds, such as `libvips.so.42`
    /// @throws VipsException if there is none, it isn't libvips, or it refuses to start
    public static Vips load(String library) {
        Symbols symbols;
        try {
            symbols = new Symbols(
                    library.indexOf('/') < 0
                            ? SymbolLookup.libraryLookup(library, Arena.global())
                            : SymbolLookup.libraryLookup(Path.of(library), Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new VipsException("cannot load " + library, e);
        }
        GObject gobject = new GObject(symbols);
        Calls calls = new Calls(symbols);
        limitMallocArenas();
        try (Arena arena = Arena.ofConfined()) {
            // libvips prints each warning about a broken image on stderr, which a flood of uploads would fill.
            gobject.setEnvironment(arena.allocateFrom("VIPS_WARNING"), arena.allocateFrom("off"));
            if (Shape.integer(calls.init, arena.allocateFrom("sluice")) != 0) {
                throw new VipsException("libvips in " + library + " doesn't start");
            }
            guard(calls, arena);
        }
        return new Vips(gobject, calls, version(calls));
    }

    /// glibc gives each thread its own heap and seldom returns memory from it: after 2,000 photos 638 MB stayed
    /// resident against 226 MB with two heaps. Other C libraries have no such setting and need none.
    private static void limitMallocArenas() {
        Symbols.ofC("mallopt", JAVA_INT, JAVA_INT, JAVA_INT).ifPresent(mallopt -> {
            var _ = Shape.integer(mallopt, MALLOPT_ARENAS_MAX, MALLOC_ARENAS_MAX);
        });
    }

    private static void guard(Calls calls, Arena arena) {
        // The pool runs one image per core; libvips' own threads would only fight it.
        Shape.call(calls.concurrencySet, 1);
        // Each image is seen once, so a cache of operations would only hold memory.
        Shape.call(calls.cacheSetMax, 0);
        calls.blockUntrusted.ifPresent(block -> Shape.call(block, 1));
        calls.blockOperation.ifPresent(block -> {
            Shape.call(block, arena.allocateFrom("VipsForeignLoad"), 1);
            for (String loader : LOADERS_ALLOWED) Shape.call(block, arena.allocateFrom(loader), 0);
        });
    }

    private static String version(Calls calls) {
        return Shape.integer(calls.version, 0)
                + "."
                + Shape.integer(calls.version, 1)
                + "."
                + Shape.integer(calls.version, 2);
    }

    /// The library's version, such as `8.18.7`.
    public String version() {
        return version;
    }

    /// Whether this library was built with an operation, such as `heifsave_buffer`.
    public boolean has(String operation) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment base = arena.allocateFrom(OPERATION);
            return Shape.wide(calls.typeFind, base, arena.allocateFrom(operation)) != 0;
        }
    }

    /// Frees what libvips keeps for the calling thread; for a thread that has worked on images, as its last act.
    public void leaveThread() {
        Shape.call(calls.threadShutdown);
    }

    /// What libvips has to say, on one line, and forgets it.
    VipsException failure(String doing) {
        MemorySegment copy = Shape.pointer(calls.errorCopy);
        String text = copy.address() == 0 ? "" : latin(copy.reinterpret(Long.MAX_VALUE));
        gobject.free(copy);
        return new VipsException(doing + ": " + (text.isEmpty() ? "no reason given" : text));
    }

    /// The text may hold bytes of the image, so it isn't taken for UTF-8, and only its beginning is kept.
    private static String latin(MemorySegment text) {
        int length = 0;
        while (length < ERROR_TEXT_CHARS_MAX && text.get(JAVA_BYTE, length) != 0) length++;
        byte[] bytes = text.asSlice(0, length).toArray(JAVA_BYTE);
        String all = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        return all.replaceAll("\\s*\\R\\s*", "; ").replaceAll("[^ -~]", "?");
    }

    /// The strings of a NULL-terminated array.
    static List<String> strings(MemorySegment array) {
        MemorySegment all = array.reinterpret(Long.MAX_VALUE);
        List<String> found = new ArrayList<>();
        for (long i = 0; all.getAtIndex(ADDRESS, i).address() != 0; i++) {
            found.add(all.getAtIndex(ADDRESS, i).reinterpret(Long.MAX_VALUE).getString(0));
        }
        return found;
    }
}
