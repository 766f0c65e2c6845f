package dev.sluice.engine.tasks;

import dev.sluice.core.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Task tokens: base64url of version, key id, partition, execution, entry, attempt and a keyed hash over them.
///
/// A token tells where it belongs, so it survives restarts without being kept, and it can't be made by anyone else.
public final class TokenCodec {
    private static final byte VERSION = 1;
    private static final byte KEY_ID = 1;
    private static final int PLACE_BYTES = 2 + 2 + 8 + 4 + 4;
    private static final int MAC_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /// Where a token belongs.
    public record Place(int partition, long execution, int entry, int attempt) {}

    /// Tokens under a key of 32 bytes.
    public TokenCodec(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// Tokens under the key in a file, which is made, readable by its owner alone, if it isn't there.
    public static TokenCodec of(Path keyFile) {
        try {
            if (!Files.exists(keyFile)) create(keyFile);
            return new TokenCodec(Files.readAllBytes(keyFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path keyFile) throws IOException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Path temporary = keyFile.resolveSibling(keyFile.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // Synced before it gets its name: a token handed out under a key that a power cut then empties is worthless.
        Files.write(temporary, fresh, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(temporary, keyFile);
    }

    /// The token of a place: always the same.
    public String mint(Place place) {
        ByteBuffer token = ByteBuffer.allocate(PLACE_BYTES + MAC_BYTES);
        token.put(VERSION).put(KEY_ID).putShort((short) place.partition());
        token.putLong(place.execution()).putInt(place.entry()).putInt(place.attempt());
        token.put(hash(token.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /// The place of a token. @throws Refused `InvalidToken` if it wasn't minted here
    public Place read(String token) {
        byte[] bytes = decoded(token);
        if (bytes.length != PLACE_BYTES + MAC_BYTES || bytes[0] != VERSION || bytes[1] != KEY_ID) throw invalid();
        byte[] mac = Arrays.copyOfRange(bytes, PLACE_BYTES, bytes.length);
        if (!MessageDigest.isEqual(mac, hash(bytes))) throw invalid();
        ByteBuffer place = ByteBuffer.wrap(bytes, 2, PLACE_BYTES - 2);
        return new Place(place.getShort(), place.getLong(), place.getInt(), place.getInt());
    }

    private byte[] hash(byte[] place) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(place, 0, PLACE_BYTES);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Refused invalid() {
        return new Refused("InvalidToken", "Invalid Token: 'Invalid token'");
    }
}
