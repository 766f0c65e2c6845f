package dev.sluice.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The store's own key, with which everything is encrypted that no client brings a key for. It is made at
/// its first use
/// and kept beside the data, readable by the owner alone: it guards what is copied without it, such as a
/// disk image of
/// the files, not against whoever can read the whole directory.
final class Vault {
    private final Path directory;
    private volatile @Nullable Sealing own;

    Vault(Path directory) {
        this.directory = directory;
    }

    Sealing own() {
        Sealing known = own;
        if (known != null) return known;
        synchronized (this) {
            Path file = directory.resolve("objects.key");
            try {
                if (!Files.exists(file)) make(file);
                Sealing sealing = new Sealing(Files.readAllBytes(file));
                own = sealing;
                return sealing;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
    }

    private void make(Path file) throws IOException {
        byte[] key = new byte[Sealing.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = directory.resolve("incoming").resolve("objects.key");
        KeyFile.write(draft, key);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A payload as it is stored.
    Payload seal(Payload payload) {
        return payload.sealing() == null ? payload.sealedWith(own()) : payload;
    }

    /// What is said of something stored that way.
    static Attributes describe(Attributes attributes) {
        return attributes.encryption().isEmpty() ? attributes.withEncryption(Attributes.AES256, "") : attributes;
    }

    /// The key something is read with. @param customers what the client brought
    @Nullable
    Sealing opening(Attributes attributes, @Nullable Sealing customers) {
        return attributes.encryption().equals(Attributes.AES256) ? own() : customers;
    }
}
