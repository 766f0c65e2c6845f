package dev.sluice.gateway.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Hashes and keyed hashes, and the keys that signature version 4 derives for each day, region and service.
final class Hmac {
    static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final int DERIVED_KEYS_MAX = 1_024;
    private static final Map<Scope, byte[]> DERIVED = new ConcurrentHashMap<>();

    private record Scope(String secret, String date, String region, String service) {}

    private Hmac() {}

    static byte[] sha256(byte[] key, String text) {
        return hmac("HmacSHA256", key, text);
    }

    static byte[] sha1(byte[] key, String text) {
        return hmac("HmacSHA1", key, text);
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    static String sha256Hex(String text) {
        return sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The day's signing key. @param date such as `20260124`
    static byte[] signingKey(String secret, String date, String region, String service) {
        var scope = new Scope(secret, date, region, service);
        byte[] known = DERIVED.get(scope);
        if (known != null) return known;
        byte[] day = sha256(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), date);
        byte[] key = sha256(sha256(sha256(day, region), service), "aws4_request");
        // Dates and regions come from the request: forget everything rather than let them fill the memory.
        if (DERIVED.size() >= DERIVED_KEYS_MAX) DERIVED.clear();
        DERIVED.put(scope, key);
        return key;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// Compares without telling by its time where two texts differ.
    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
