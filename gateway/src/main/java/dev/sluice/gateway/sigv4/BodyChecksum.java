package dev.sluice.gateway.sigv4;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// A running checksum of one of S3's kinds.
public sealed interface BodyChecksum {
    /// Takes more bytes in.
    void update(byte[] bytes, int offset, int length);

    /// The checksum of all bytes so far, as S3 writes it; ask once.
    String base64();

    /// The checksum that a header such as `x-amz-checksum-crc32` names; empty for other names.
    static Optional<BodyChecksum> named(String header) {
        return switch (header.toLowerCase(Locale.ROOT)) {
            case "x-amz-checksum-crc32" -> Optional.of(new Cyclic(new CRC32(), Integer.BYTES));
            case "x-amz-checksum-crc32c" -> Optional.of(new Cyclic(new CRC32C(), Integer.BYTES));
            case "x-amz-checksum-crc64nvme" -> Optional.of(new Cyclic(new Crc64Nvme(), Long.BYTES));
            case "x-amz-checksum-sha1" -> Optional.of(new Digest(Hmac.digest("SHA-1")));
            case "x-amz-checksum-sha256" -> Optional.of(new Digest(Hmac.digest("SHA-256")));
            case "content-md5" -> Optional.of(new Digest(Hmac.digest("MD5")));
            default -> Optional.empty();
        };
    }

    /// A cyclic redundancy check of four or eight bytes.
    record Cyclic(Checksum checksum, int bytes) implements BodyChecksum {
        @Override
        public void update(byte[] data, int offset, int length) {
            checksum.update(data, offset, length);
        }

        @Override
        public String base64() {
            ByteBuffer all = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue());
            byte[] last = new byte[bytes];
            all.position(Long.BYTES - bytes).get(last);
            return Base64.getEncoder().encodeToString(last);
        }
    }

    /// A message digest.
    record Digest(MessageDigest digest) implements BodyChecksum {
        @Override
        public void update(byte[] data, int offset, int length) {
            digest.update(data, offset, length);
        }

        @Override
        public String base64() {
            return Base64.getEncoder().encodeToString(digest.digest());
        }
    }
}
