package dev.sluice.server;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// The key that may do everything: given from outside, or made at the first start and kept beside the data.
///
/// @param id access key id
/// @param secret secret access key
public record RootKey(String id, String secret) {
    private static final String FILE = "root-key.json";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// The key of a configuration; on disk, mode 600, when this returns, unless it was given from outside.
    public static RootKey of(SluiceConfig config) {
        if (config.accessKeyId() != null && config.secretAccessKey() != null) {
            return new RootKey(config.accessKeyId(), config.secretAccessKey());
        }
        Path file = config.data().resolve(FILE);
        try {
            return Files.exists(file) ? read(file) : make(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "RootKey[" + id + "]"; // the secret stays out of logs
    }

    private static RootKey read(Path file) throws IOException {
        JsonNode json = Json.parse(Files.readAllBytes(file));
        return new RootKey(
                json.path("accessKeyId").asString(),
                json.path("secretAccessKey").asString());
    }

    private static RootKey make(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder("AKIA");
        for (int i = 0; i < 16; i++) id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        byte[] secret = new byte[30];
        random.nextBytes(secret);
        // Without '/' and '+', so that it survives every shell and every form.
        String text =
                Base64.getUrlEncoder().encodeToString(secret).replace('-', 'x').replace('_', 'y');
        RootKey key = new RootKey(id.toString(), text);
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(
                file.getParent(),
                "root-key",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String json = Json.writePretty(Json.object("accessKeyId", key.id(), "secretAccessKey", key.secret()));
        Files.write(temporary, json.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return key;
    }
}
