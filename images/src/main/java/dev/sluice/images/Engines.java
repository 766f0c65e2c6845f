package dev.sluice.images;

import dev.sluice.images.vips.Vips;
import dev.sluice.images.vips.VipsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds what works on images here, in this order: the library that the system property names; the one whose hash is
/// known, in the directories given; the system's; ImageIO, which reads few formats.
final class Engines {
    private static final String SYSTEM_LIBRARY = "libvips.so.42";
    private static final String NO_LIBRARY = "none";
    private static final System.Logger LOG = System.getLogger(Engines.class.getName());

    /// GLib's types are global, so a process holds one libvips; whoever asks later gets the same.
    private static @Nullable VipsEngine loaded;

    private Engines() {}

    /// @throws IllegalStateException if the property names a library that can't be used
    static synchronized Engine find(List<Path> directories) {
        String named = System.getProperty(ImagesConfig.LIBRARY_PROPERTY, "");
        if (named.equals(NO_LIBRARY)) return plain("libvips is switched off");
        VipsEngine earlier = loaded;
        if (earlier != null) return earlier;
        if (!named.isEmpty()) return named(named);
        StringBuilder notes = new StringBuilder();
        for (Path directory : directories) {
            Path file = directory.resolve(ImagesConfig.LIBRARY_FILE);
            if (!Files.isRegularFile(file)) continue;
            Optional<Engine> checked = checked(file, notes);
            if (checked.isPresent()) return checked.get();
        }
        return systems(notes);
    }

    static Engine named(String named) {
        try {
            return load(named, version -> Optional.empty());
        } catch (VipsException e) {
            // A choice someone made is never replaced silently.
            throw new IllegalStateException(
                    "-D" + ImagesConfig.LIBRARY_PROPERTY + "=" + named + ": " + e.getMessage(), e);
        }
    }

    static Optional<Engine> checked(Path file, StringBuilder notes) {
        try {
            String found = sha256(file);
            if (found.equals(ImagesConfig.LIBRARY_SHA256))
                return Optional.of(load(file.toString(), version -> Optional.empty()));
            notes.append(file).append(" has hash ").append(found).append(" and isn't used; ");
        } catch (IOException | VipsException e) {
            notes.append(file).append(": ").append(e.getMessage()).append("; ");
        }
        return Optional.empty();
    }

    private static Engine systems(StringBuilder notes) {
        try {
            return load(
                    SYSTEM_LIBRARY,
                    version -> Optional.of(notes + "images use the system's libvips " + version
                            + ", older or newer than the one this was built on; put " + ImagesConfig.LIBRARY_FILE
                            + " into place for 8.18.7"));
        } catch (VipsException e) {
            return plain(notes + "no libvips was found");
        }
    }

    private static Engine plain(String why) {
        String warning = why + ": images use ImageIO, which reads and writes JPEG, PNG and BMP only";
        LOG.log(System.Logger.Level.WARNING, warning);
        return new PlainEngine(warning);
    }

    private static Engine load(String location, Function<String, Optional<String>> warningForVersion) {
        long began = System.nanoTime();
        Vips vips = Vips.load(location);
        Duration startTime = Duration.ofNanos(System.nanoTime() - began);
        Optional<String> warning = warningForVersion.apply(vips.version());
        warning.ifPresent(text -> LOG.log(System.Logger.Level.WARNING, text));
        VipsEngine engine = new VipsEngine(vips, location, warning, startTime);
        loaded = engine;
        return engine;
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
