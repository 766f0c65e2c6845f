package dev.sluice.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The files of the store, named by id and never by key, spread over 256 directories.
///
/// A file appears under its name only when its bytes are on disk, and goes only when nobody reads it any more.
final class Disk {
    private final Path incoming;
    private final Path data;

    /// Readers per content. A content that was deleted while read is remembered with its files until the
    /// last ends.
    private final Map<String, Lease> leases = new HashMap<>();

    private static final class Lease {
        int readers;
        final List<String> doomed = new ArrayList<>();
    }

    Disk(Path root) {
        incoming = root.resolve("incoming");
        data = root.resolve("data");
        try {
            Files.createDirectories(incoming);
            Files.createDirectories(data);
            for (int i = 0; i < 256; i++) Files.createDirectories(data.resolve("%02x".formatted(i)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay out " + root, e);
        }
    }

    /// Where bytes may be written before they count.
    Path draft(String name) {
        return incoming.resolve(name);
    }

    /// Makes a finished and synced draft last. After it the file survives a crash; without a row, recovery
    /// deletes it.
    void keep(String name) throws IOException {
        Path target = path(name);
        Files.move(draft(name), target, StandardCopyOption.ATOMIC_MOVE);
        Path directory = java.util.Objects.requireNonNull(target.getParent());
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true); // the name itself must be on disk before anybody is told it is
        }
    }

    FileChannel open(String name) throws IOException {
        return FileChannel.open(path(name), StandardOpenOption.READ);
    }

    /// Keeps the files of a content from going away until [#release].
    synchronized void lease(String content) {
        leases.computeIfAbsent(content, c -> new Lease()).readers++;
    }

    void release(String content) {
        List<String> doomed;
        synchronized (this) {
            Lease lease = leases.get(content);
            if (lease == null || --lease.readers > 0) return;
            leases.remove(content);
            doomed = lease.doomed;
        }
        doomed.forEach(this::delete);
    }

    /// Deletes the files of a content that no row names any more; now, or when its last reader ends.
    void discard(String content, List<String> files) {
        synchronized (this) {
            Lease lease = leases.get(content);
            if (lease != null) {
                lease.doomed.addAll(files);
                return;
            }
        }
        files.forEach(this::delete);
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            // It holds space and nothing else; the next start finds it without a row and deletes it then.
            System.getLogger(Disk.class.getName()).log(System.Logger.Level.WARNING, "cannot delete " + name, e);
        }
    }

    /// Deletes drafts and the files no row names: what a crash left behind.
    ///
    /// @return how many files went
    int deleteStrays(Predicate<String> known) {
        int[] gone = {0};
        try {
            sweep(incoming, name -> false, gone);
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(data)) {
                for (Path directory : directories) sweep(directory, known, gone);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("looking for strays", e);
        }
        return gone[0];
    }

    private static void sweep(Path directory, Predicate<String> known, int[] gone) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (known.test(String.valueOf(file.getFileName()))) continue;
                Files.delete(file);
                gone[0]++;
            }
        }
    }

    private Path path(String name) {
        return data.resolve(name.substring(0, 2)).resolve(name);
    }
}
