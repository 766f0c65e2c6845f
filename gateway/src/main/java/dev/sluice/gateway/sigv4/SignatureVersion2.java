package dev.sluice.gateway.sigv4;

import static dev.sluice.gateway.sigv4.SignatureFault.Kind.EXPIRED_URL;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.MALFORMED;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.SKEWED;

import dev.sluice.gateway.AccessKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Signature version 2 of S3, which `aws s3 presign` still writes where no region asks for version 4.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html">AWS</a>
final class SignatureVersion2 {
    /// Parameters that are part of the resource signed.
    private static final Set<String> SUB_RESOURCES = Set.of(
            "accelerate",
            "acl",
            "cors",
            "defaultObjectAcl",
            "delete",
            "inventory",
            "lifecycle",
            "location",
            "logging",
            "metrics",
            "notification",
            "partNumber",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "restore",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website",
            "encryption",
            "legal-hold",
            "object-lock",
            "retention",
            "select",
            "select-type",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires");

    private SignatureVersion2() {}

    static Verified verify(SignedMessage message, SignatureVerifier verifier, Instant now) {
        String authorization = message.header("authorization");
        return authorization == null
                ? presigned(message, verifier, now)
                : header(message, authorization, verifier, now);
    }

    private static Verified presigned(SignedMessage message, SignatureVerifier verifier, Instant now) {
        String id = String.valueOf(message.parameter("AWSAccessKeyId"));
        String expires = message.parameter("Expires");
        if (expires == null)
            throw new SignatureFault(
                    MALFORMED,
                    "Query-string authentication requires the Signature, " + "Expires and AWSAccessKeyId parameters",
                    Map.of("query", ""));
        AccessKey key = verifier.key(id, message.parameter("x-amz-security-token"));
        check(message, key, expires, String.valueOf(message.parameter("Signature")));
        Instant end = instant(expires);
        if (now.isAfter(end)) {
            throw new SignatureFault(
                    EXPIRED_URL,
                    "Request has expired",
                    Map.of("Expires", end.toString(), "ServerTime", now.toString()));
        }
        return new Verified(key, "s3", new BodySeal.Unsigned());
    }

    private static Instant instant(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new SignatureFault(
                    MALFORMED, "Invalid date (should be seconds since epoch): " + seconds, Map.of("query", ""));
        }
    }

    private static Verified header(
            SignedMessage message, String authorization, SignatureVerifier verifier, Instant now) {
        int colon = authorization.lastIndexOf(':');
        if (!authorization.startsWith("AWS ") || colon < 0) {
            throw new SignatureFault(MALFORMED, "Unsupported Authorization Type");
        }
        AccessKey key = verifier.key(authorization.substring(4, colon).strip(), message.header("x-amz-security-token"));
        boolean amz = message.header("x-amz-date") != null;
        String date = amz ? "" : message.headers().getOrDefault("date", "");
        checkAge(amz ? message.headers().getOrDefault("x-amz-date", "") : date, now);
        check(message, key, date, authorization.substring(colon + 1).strip());
        return new Verified(key, "s3", new BodySeal.Unsigned());
    }

    private static void checkAge(String date, Instant now) {
        try {
            Instant signed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            if (Duration.between(signed, now).abs().compareTo(SignatureVerifier.OBJECTS_SKEW) <= 0) return;
            throw new SignatureFault(SKEWED, "skewed", Map.of("RequestTime", date, "ServerTime", now.toString()));
        } catch (DateTimeParseException e) {
            throw new SignatureFault(MALFORMED, "AWS authentication requires a valid Date or x-amz-date header");
        }
    }

    private static void check(SignedMessage message, AccessKey key, String date, String signature) {
        String toSign = message.method() + "\n"
                + message.headers().getOrDefault("content-md5", "") + "\n"
                + message.headers().getOrDefault("content-type", "") + "\n"
                + date + "\n"
                + amzHeaders(message)
                + resource(message);
        byte[] hash = Hmac.sha1(key.secret().getBytes(StandardCharsets.UTF_8), toSign);
        if (!Hmac.same(Base64.getEncoder().encodeToString(hash), signature)) {
            throw SignatureVerifier.mismatch(key.id(), signature, toSign, "");
        }
    }

    private static String amzHeaders(SignedMessage message) {
        var out = new StringBuilder();
        Map<String, String> amz = new TreeMap<>();
        message.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-")) amz.put(name, value.strip());
        });
        amz.forEach((name, value) -> out.append(name).append(':').append(value).append('\n'));
        return out.toString();
    }

    private static String resource(SignedMessage message) {
        List<String> parts = new ArrayList<>();
        message.query().forEach((name, values) -> {
            if (SUB_RESOURCES.contains(name)) {
                parts.add(values.getFirst().isEmpty() ? name : name + "=" + values.getFirst());
            }
        });
        parts.sort(null);
        String bucket = HostBucket.of(message.headers().getOrDefault("host", ""))
                .map(name -> "/" + name)
                .orElse("");
        return bucket + message.rawPath() + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }
}
