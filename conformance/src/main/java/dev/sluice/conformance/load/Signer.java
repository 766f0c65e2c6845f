package dev.sluice.conformance.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs calls to Step Functions as boto3 does, at the cost of two hashes and one keyed hash a call: the day's key is
/// derived once. For one thread.
final class Signer {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";

    private final String keyId;
    private final String secret;
    private final String host;
    private final MessageDigest digest;
    private final Mac mac;
    private long stampSecond = -1;
    private String stamp = "";
    private String scope = "";

    /// @param host the value of the host header
    Signer(String keyId, String secret, String host) {
        this.keyId = keyId;
        this.secret = secret;
        this.host = host;
        try {
            digest = MessageDigest.getInstance("SHA-256");
            mac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A request's head, up to and with the empty line.
    String head(String operation, byte[] body) {
        turnTo(Instant.now());
        String type = "application/x-amz-json-1.0";
        String target = "AWSStepFunctions." + operation;
        String canonical = "POST\n/\n\ncontent-type:" + type + "\nhost:" + host + "\nx-amz-date:" + stamp
                + "\nx-amz-target:" + target + "\n\n" + SIGNED + "\n" + hex(digest.digest(body));
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + hex(digest.digest(bytes(canonical)));
        return "POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + type + "\r\nX-Amz-Target: " + target
                + "\r\nX-Amz-Date: " + stamp + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=" + keyId + "/" + scope
                + ", SignedHeaders=" + SIGNED + ", Signature=" + hex(mac.doFinal(bytes(toSign)))
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    }

    private void turnTo(Instant now) {
        if (now.getEpochSecond() == stampSecond) return;
        stampSecond = now.getEpochSecond();
        stamp = STAMP.format(now);
        String turned = stamp.substring(0, 8) + "/us-east-1/states/aws4_request";
        if (turned.equals(scope)) return;
        scope = turned;
        byte[] key = bytes("AWS4" + secret);
        try {
            for (String part : scope.split("/", -1)) {
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                key = mac.doFinal(bytes(part));
            }
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
