package dev.sluice.functions;

import dev.sluice.core.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The zip packages on disk, and their unpacked copies, which can be made again at any time.
final class CodeStore {
    /// As Lambda's quotas for zip packages.
    static final int ZIP_BYTES_MAX = 50 << 20;

    static final long UNPACKED_BYTES_MAX = 250L << 20;
    static final int ENTRIES_MAX = 20_000;

    private final Path packages;
    private final Path unpacked;

    /// A stored package. @param id names it for [#bytes] and [#directory]
    record Package(String id, String sha256, long bytes) {}

    CodeStore(Path directory) {
        packages = directory.resolve("packages");
        unpacked = directory.resolve("unpacked");
        try {
            Files.createDirectories(packages);
            deleteTree(unpacked);
            Files.createDirectories(unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Checks a zip and keeps it; on disk when this returns.
    ///
    /// @throws Refused if it isn't a zip, or too large, or would write outside of its directory
    Package store(byte[] zip) {
        check(zip);
        String id = UUID.randomUUID().toString();
        Path file = packages.resolve(id + ".zip");
        Path temporary = packages.resolve(id + ".tmp");
        try {
            Files.write(temporary, zip);
            force(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            force(packages);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(zip);
            return new Package(id, Base64.getEncoder().encodeToString(hash), zip.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The zip as it was stored.
    byte[] bytes(String id) {
        try {
            return Files.readAllBytes(packages.resolve(id + ".zip"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The directory with the unpacked code, made on first use.
    synchronized Path directory(String id) {
        Path ready = unpacked.resolve(id);
        if (Files.isDirectory(ready)) return ready;
        try {
            Path making = Files.createTempDirectory(unpacked, "making");
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack(bytes(id), making);
            return Files.move(making, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes what no function refers to any more; processes still running on it keep their open files.
    synchronized void keepOnly(List<String> ids) {
        Set<String> keep = new HashSet<>(ids);
        try (Stream<Path> files = Files.list(packages)) {
            for (Path file : files.toList()) {
                String id = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
                if (keep.contains(id)) continue;
                Files.deleteIfExists(file);
                deleteTree(unpacked.resolve(id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(byte[] zip) {
        if (zip.length > ZIP_BYTES_MAX) {
            throw new Refused(
                    "RequestEntityTooLargeException",
                    "Request must be smaller than " + ZIP_BYTES_MAX + " bytes for the zip file");
        }
        long total = 0;
        int entries = 0;
        byte[] buffer = new byte[64 << 10];
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                resolve(Path.of("/code"), entry);
                for (int n = in.read(buffer); n >= 0 && total <= UNPACKED_BYTES_MAX; n = in.read(buffer)) total += n;
                if (total > UNPACKED_BYTES_MAX || ++entries > ENTRIES_MAX) throw tooLarge();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw notAZip();
        }
        if (entries == 0) throw notAZip();
    }

    private static void unpack(byte[] zip, Path directory) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = resolve(directory, entry);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (OutputStream out = Files.newOutputStream(target)) {
                    in.transferTo(out);
                }
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
    }

    private static Path resolve(Path directory, ZipEntry entry) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) throw notAZip();
        return target;
    }

    private static Refused notAZip() {
        return new Refused(
                "InvalidParameterValueException",
                "Could not unzip uploaded file. Please check your file, then try to upload again.");
    }

    private static Refused tooLarge() {
        return new Refused(
                "InvalidParameterValueException",
                "Unzipped size must be smaller than " + UNPACKED_BYTES_MAX + " bytes");
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
