package dev.sluice.objects;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/// Takes one payload in: hashes it, encrypts it if asked, puts it in memory while small and in a file when
/// larger.
/// One per payload; memory is bounded by [Piece#INLINE_BYTES_MAX] and one buffer.
final class Intake {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Disk disk;
    private final Payload payload;
    private final String name;
    private final Hashes hashes;
    private final ByteArrayOutputStream sums = new ByteArrayOutputStream(64);
    private final CRC32C block = new CRC32C();
    private final byte @Nullable [] iv;
    private final @Nullable Cipher cipher;
    private byte[] small = new byte[0];
    private @Nullable FileChannel file;
    private int blockBytes;
    private long size;

    private Intake(Disk disk, Ids ids, Payload payload) {
        this.disk = disk;
        this.payload = payload;
        this.name = ids.next();
        this.hashes = new Hashes(payload.algorithms());
        Sealing sealing = payload.sealing();
        iv = sealing == null ? null : new byte[Sealing.IV_BYTES];
        if (iv != null) RANDOM.nextBytes(iv);
        cipher = sealing == null || iv == null ? null : sealing.cipher(iv, 0);
    }

    /// Takes a payload to its end, checks what the client said of it, and leaves its bytes synced to disk.
    ///
    /// @throws Refused `BadDigest`, `EntityTooLarge`, or what the stream itself throws; nothing is left behind
    static Received take(Disk disk, Ids ids, Payload payload) throws IOException {
        Intake intake = new Intake(disk, ids, payload);
        boolean kept = false;
        try {
            intake.drain();
            Received received = intake.finish();
            kept = true;
            return received;
        } finally {
            if (!kept) intake.abandon();
        }
    }

    private void drain() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n; (n = payload.stream().read(buffer, 0, buffer.length)) >= 0; ) {
            size += n;
            if (size > payload.bytesMax()) throw tooLarge(size, payload.bytesMax());
            hashes.update(buffer, n);
            if (cipher != null) encrypt(cipher, buffer, n);
            sum(buffer, n);
            store(buffer, n);
        }
        if (blockBytes > 0) endBlock();
    }

    static Refused tooLarge(long size, long bytesMax) {
        return new Refused(
                "EntityTooLarge",
                "Your proposed upload exceeds the maximum allowed size",
                Map.of("ProposedSize", Long.toString(size), "MaxSizeAllowed", Long.toString(bytesMax)));
    }

    private static void encrypt(Cipher cipher, byte[] buffer, int length) {
        try {
            cipher.update(buffer, 0, length, buffer, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a stream cipher writes as much as it reads", e);
        }
    }

    private void sum(byte[] bytes, int length) {
        for (int at = 0; at < length; ) {
            int n = Math.min(length - at, Piece.BLOCK_BYTES - blockBytes);
            block.update(bytes, at, n);
            blockBytes += n;
            at += n;
            if (blockBytes == Piece.BLOCK_BYTES) endBlock();
        }
    }

    private void endBlock() {
        sums.writeBytes(ByteBuffer.allocate(4).putInt((int) block.getValue()).array());
        block.reset();
        blockBytes = 0;
    }

    private void store(byte[] bytes, int length) throws IOException {
        FileChannel target = file;
        if (target == null && size <= Piece.INLINE_BYTES_MAX) {
            byte[] longer = java.util.Arrays.copyOf(small, small.length + length);
            System.arraycopy(bytes, 0, longer, small.length, length);
            small = longer;
            return;
        }
        if (target == null) {
            target = FileChannel.open(disk.draft(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            file = target;
            write(target, ByteBuffer.wrap(small));
            small = new byte[0];
        }
        write(target, ByteBuffer.wrap(bytes, 0, length));
    }

    private static void write(FileChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) target.write(bytes);
    }

    private Received finish() throws IOException {
        String md5 = hashes.md5();
        if (payload.md5() != null) checkMd5(payload.md5(), HexFormat.of().parseHex(md5));
        Map<ChecksumAlgorithm, String> values = hashes.values();
        payload.expected().get().forEach((algorithm, said) -> check(algorithm, said, values.get(algorithm)));
        FileChannel written = file;
        if (written != null) {
            written.force(true);
            written.close();
            disk.keep(name);
        }
        Piece piece = new Piece(
                1,
                written == null ? null : name,
                written == null ? small : null,
                size,
                sums.toByteArray(),
                iv,
                new Checksums(values, false));
        return new Received(piece, md5, values);
    }

    /// MD5 and checksums of bytes as they go by.
    static final class Hashes {
        private final ChecksumAlgorithm.Hash md5 = ChecksumAlgorithm.digest("MD5");
        private final Map<ChecksumAlgorithm, ChecksumAlgorithm.Hash> others = new EnumMap<>(ChecksumAlgorithm.class);

        Hashes(Set<ChecksumAlgorithm> algorithms) {
            algorithms.forEach(algorithm -> others.put(algorithm, algorithm.start()));
        }

        void update(byte[] bytes, int length) {
            md5.update(bytes, 0, length);
            for (ChecksumAlgorithm.Hash hash : others.values()) hash.update(bytes, 0, length);
        }

        /// Hexadecimal; asked once.
        String md5() {
            return HexFormat.of().formatHex(md5.value());
        }

        /// Base64; asked once.
        Map<ChecksumAlgorithm, String> values() {
            Map<ChecksumAlgorithm, String> values = new EnumMap<>(ChecksumAlgorithm.class);
            others.forEach((algorithm, hash) ->
                    values.put(algorithm, Base64.getEncoder().encodeToString(hash.value())));
            return values;
        }
    }

    private static void checkMd5(String said, byte[] digest) {
        String found = Base64.getEncoder().encodeToString(digest);
        if (found.equals(said)) return;
        throw new Refused(
                "BadDigest",
                "The Content-MD5 you specified did not match what we received.",
                Map.of("ExpectedDigest", said, "CalculatedDigest", found));
    }

    private static void check(ChecksumAlgorithm algorithm, String said, @Nullable String found) {
        if (found == null || found.equals(said)) return;
        throw new Refused("BadDigest", "The " + algorithm + " you specified did not match the calculated checksum.");
    }

    private void abandon() {
        FileChannel open = file;
        if (open == null) return;
        try {
            open.close();
            Files.deleteIfExists(disk.draft(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot take back " + name, e);
        }
    }
}
