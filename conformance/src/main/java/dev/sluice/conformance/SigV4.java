package dev.sluice.conformance;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests as AWS's clients do, written independently of the server's verifier.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">Signing</a>
record SigV4(String accessKeyId, String secretKey, String region) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// The headers to send, with `authorization`.
    Map<String, String> sign(
            String method, URI uri, String service, Map<String, String> headers, byte[] body, Instant now) {
        String stamp = STAMP.format(now);
        String day = stamp.substring(0, 8);
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.put("host", uri.getRawAuthority());
        signed.put("x-amz-date", stamp);
        signed.put("x-amz-content-sha256", sha256(body));
        String names = String.join(";", signed.keySet());
        String canonical = String.join(
                "\n",
                method,
                uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                names,
                sha256(body));
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + sha256(bytes(canonical));
        byte[] key = bytes("AWS4" + secretKey);
        for (String part : scope.split("/", -1)) key = hmac(key, part);
        String signature = HexFormat.of().formatHex(hmac(key, toSign));
        signed.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                        + signature);
        signed.remove("host"); // the HTTP client sets it
        return signed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
