package dev.sluice.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where an image's file is.
public sealed interface ImageSource {
    /// In memory. The array is not copied: leave it alone until the call is done.
    static ImageSource of(byte[] bytes) {
        return new InMemory(bytes);
    }

    /// On disk.
    static ImageSource of(Path file) {
        return new OnDisk(file);
    }

    /// All of it. @throws ImageRefused if it is longer than allowed
    byte[] read(Limits limits);

    /// A file in memory.
    @SuppressWarnings("ArrayRecordComponent") // Never compared: a carrier for one call.
    record InMemory(byte[] bytes) implements ImageSource {
        @Override
        public byte[] read(Limits limits) {
            limits.admitBytes(bytes.length);
            return bytes;
        }
    }

    /// A file on disk.
    record OnDisk(Path file) implements ImageSource {
        @Override
        public byte[] read(Limits limits) {
            try {
                limits.admitBytes(Files.size(file));
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
