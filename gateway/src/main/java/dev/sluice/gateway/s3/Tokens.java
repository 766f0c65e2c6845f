package dev.sluice.gateway.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Continuation tokens: opaque to clients, a key to us.
final class Tokens {
    private static final String MARK = "1:"; // tells our tokens from others, and later forms from this one

    private Tokens() {}

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + key).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws dev.sluice.core.Refused `InvalidArgument`
    static String decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) return text.substring(MARK.length());
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalid("The continuation token provided is incorrect", "continuation-token", token);
        }
        throw S3Errors.invalid("The continuation token provided is incorrect", "continuation-token", token);
    }
}
