package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import dev.sluice.gateway.AccessKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of an upload form's policy, in version 2 or 4.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html">Browser-based uploads</a>
final class PostSignature {
    private PostSignature() {}

    /// Finds out whose form it is. @throws Refused `InvalidArgument`, `InvalidAccessKeyId`,
    /// `SignatureDoesNotMatch` …
    static AccessKey verify(Map<String, String> fields, FormSignatures signatures, Instant now) {
        boolean four = fields.containsKey("x-amz-algorithm");
        String[] scope =
                field(fields, four ? "x-amz-credential" : "awsaccesskeyid").split("/");
        String said = field(fields, four ? "x-amz-signature" : "signature");
        AccessKey key = signatures.key(scope[0]);
        if (key == null) {
            throw new Refused(
                    "InvalidAccessKeyId",
                    "The AWS Access Key Id you provided does not exist in our records.",
                    Map.of("AWSAccessKeyId", scope[0]));
        }
        String policy = field(fields, "policy");
        boolean right = four
                ? "AWS4-HMAC-SHA256".equals(fields.get("x-amz-algorithm"))
                        && scope.length == 5
                        && same(said, HexFormat.of().formatHex(four(key.secret(), scope, policy)))
                : same(said, Base64.getEncoder().encodeToString(two(key.secret(), policy)));
        if (!right) {
            throw new Refused(
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided. Check your key and"
                            + " signing method.");
        }
        checkToken(key, fields, now);
        return key;
    }

    private static void checkToken(AccessKey key, Map<String, String> fields, Instant now) {
        String token = key.sessionToken();
        if (token != null && !token.equals(fields.get("x-amz-security-token")))
            throw new Refused("InvalidToken", "The provided token is malformed or otherwise invalid.");
        if (key.expires() != null && now.isAfter(key.expires()))
            throw new Refused("ExpiredToken", "The provided token has expired.");
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw S3Errors.invalid(
                    "Bucket POST must contain a field named '" + name
                            + "'.  If it is specified, please check the order of the fields.",
                    name,
                    "");
        }
        return value;
    }

    private static boolean same(String said, String found) {
        return MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] two(String secret, String policy) {
        return hmac("HmacSHA1", secret.getBytes(StandardCharsets.UTF_8), policy);
    }

    private static byte[] four(String secret, String[] scope, String policy) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i < scope.length; i++) key = hmac("HmacSHA256", key, scope[i]);
        return hmac("HmacSHA256", key, policy);
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", e);
        }
    }
}
