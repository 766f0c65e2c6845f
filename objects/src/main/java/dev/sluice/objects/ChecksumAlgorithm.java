package dev.sluice.objects;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums S3 keeps beside an object.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">integrity</a>
public enum ChecksumAlgorithm {
    CRC32(4),
    CRC32C(4),
    CRC64NVME(8),
    SHA1(20),
    SHA256(32);

    private final int bytes;

    ChecksumAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /// The one of that name, in upper or lower case.
    public static Optional<ChecksumAlgorithm> named(String name) {
        for (ChecksumAlgorithm algorithm : values()) {
            if (algorithm.name().equalsIgnoreCase(name)) return Optional.of(algorithm);
        }
        return Optional.empty();
    }

    /// Length of a value in bytes.
    public int bytes() {
        return bytes;
    }

    /// The header that carries a value, `x-amz-checksum-crc32`.
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /// Whether the value of a whole can be computed from the values of its parts.
    public boolean combines() {
        return this == CRC32 || this == CRC32C || this == CRC64NVME;
    }

    /// The value of some bytes, base64 as S3 writes it.
    public String of(byte[] bytes) {
        Hash hash = start();
        hash.update(bytes, 0, bytes.length);
        return java.util.Base64.getEncoder().encodeToString(hash.value());
    }

    /// A fresh computation.
    Hash start() {
        return switch (this) {
            case CRC32 -> checksum(new CRC32(), 4);
            case CRC32C -> checksum(new CRC32C(), 4);
            case CRC64NVME -> checksum(new Crc64Nvme(), 8);
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
        };
    }

    /// A computation under way.
    interface Hash {
        void update(byte[] bytes, int offset, int length);

        /// The value; the computation is over.
        byte[] value();
    }

    static Hash digest(String name) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(name + " is part of every Java platform", e);
        }
        return new Hash() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }

    private static Hash checksum(Checksum checksum, int bytes) {
        return new Hash() {
            @Override
            public void update(byte[] data, int offset, int length) {
                checksum.update(data, offset, length);
            }

            @Override
            public byte[] value() {
                byte[] value = new byte[bytes];
                long rest = checksum.getValue();
                for (int i = bytes - 1; i >= 0; i--, rest >>>= 8) value[i] = (byte) rest;
                return value;
            }
        };
    }
}
