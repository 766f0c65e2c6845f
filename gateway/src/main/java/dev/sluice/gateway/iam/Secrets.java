package dev.sluice.gateway.iam;

import java.security.SecureRandom;
import java.util.Base64;

/// Ids and secrets in AWS's forms, from the system's randomness.
final class Secrets {
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /// `AKIA` (key), `ASIA` (temporary key), `AROA` (role), `AIDA` (user), `ANPA` (policy) and 16 or 17 letters.
    static String id(String prefix) {
        var id = new StringBuilder(prefix);
        int length = prefix.equals("AKIA") || prefix.equals("ASIA") ? 20 : 21;
        while (id.length() < length) id.append(ID_LETTERS.charAt(RANDOM.nextInt(ID_LETTERS.length())));
        return id.toString();
    }

    /// 40 characters.
    static String secret() {
        return text(30);
    }

    /// A session token.
    static String token() {
        return text(96);
    }

    private static String text(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
