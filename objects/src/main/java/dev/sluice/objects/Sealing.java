package dev.sluice.objects;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A 256-bit key with which bytes are encrypted on their way to disk, AES in counter mode, so that reading
/// may begin
/// anywhere. What is stored is covered by block checksums; those find damage, not forgery.
public record Sealing(byte[] key) {
    /// Length of a key.
    public static final int KEY_BYTES = 32;

    /// Length of the random start of the counter.
    static final int IV_BYTES = 16;

    private static final int BLOCK_BYTES = 16;

    public Sealing {
        if (key.length != KEY_BYTES) throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        key = key.clone();
    }

    /// @param offset how many bytes into the stored text it starts; encrypts and decrypts alike
    Cipher cipher(byte[] iv, long offset) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(advanced(iv, offset / BLOCK_BYTES)));
            int within = (int) (offset % BLOCK_BYTES);
            if (within > 0) cipher.update(new byte[within]);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in counter mode is part of every Java platform", e);
        }
    }

    private static byte[] advanced(byte[] iv, long blocks) {
        byte[] counter = iv.clone();
        long carry = blocks;
        for (int i = counter.length - 1; i >= 0 && carry != 0; i--) {
            carry += counter[i] & 0xff;
            counter[i] = (byte) carry;
            carry >>>= 8;
        }
        return counter;
    }

    @Override
    public String toString() {
        return "Sealing[…]"; // the key stays out of logs
    }
}
