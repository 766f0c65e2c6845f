package dev.sluice.conformance.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// How often a second the disk makes a small append durable: the limit of commits, though not of executions.
final class Disk {
    private static final int APPEND_BYTES = 4_096;

    private Disk() {}

    static double syncsPerSecond(Path directory, Duration time) {
        Path file = directory.resolve("sync-rate");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long began = System.nanoTime();
            long count = 0;
            while (System.nanoTime() - began < time.toNanos()) {
                channel.write(ByteBuffer.allocate(APPEND_BYTES));
                channel.force(false);
                count++;
            }
            return count * 1e9 / (System.nanoTime() - began);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
