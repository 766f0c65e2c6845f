package dev.sluice.gateway.sigv4;

import static dev.sluice.gateway.sigv4.SignatureFault.Kind.EXPIRED_TOKEN;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.EXPIRED_URL;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.MALFORMED;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.MISMATCH;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.MISSING;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.NO_PAYLOAD_HASH;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.SKEWED;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.UNKNOWN_KEY;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.UNSIGNED_HEADERS;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.WRONG_PAYLOAD_HASH;
import static dev.sluice.gateway.sigv4.SignatureFault.Kind.WRONG_TOKEN;

import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides whether a request was signed by whom it says.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html">AWS</a>
public final class SignatureVerifier {
    /// How far S3 lets a client's clock be off.
    static final Duration OBJECTS_SKEW = Duration.ofMinutes(15);

    /// How far the other services let it be off.
    static final Duration OTHERS_SKEW = Duration.ofMinutes(5);

    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final Credentials credentials;
    private final InstantSource clock;

    /// @param credentials where access keys are looked up
    /// @param clock the time that ages are judged by
    public SignatureVerifier(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /// Verifies a request. A seal on its body is left to [SealedBody] to check while the body is read.
    ///
    /// @param body the whole body; never asked for if the request is for S3
    /// @throws SignatureFault if it isn't signed or not rightly
    public Verified verify(SignedMessage message, Supplier<byte[]> body) {
        String authorization = message.header("authorization");
        if (authorization != null && authorization.startsWith(Claim.ALGORITHM)) {
            return version4(message, Claim.ofHeader(authorization, message), body);
        }
        if (message.parameter("X-Amz-Algorithm") != null) {
            if (!Claim.ALGORITHM.equals(message.parameter("X-Amz-Algorithm"))) {
                throw new SignatureFault(
                        MALFORMED, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"", Map.of("query", ""));
            }
            return version4(message, Claim.ofQuery(message), body);
        }
        if (message.objects() && message.signed()) return SignatureVersion2.verify(message, this, clock.instant());
        if (authorization == null) throw new SignatureFault(MISSING, "Missing Authentication Token");
        throw new SignatureFault(MALFORMED, "Unsupported Authorization Type");
    }

    /// Refuses a request that names no key, an unknown or an expired one, before its body is read.
    ///
    /// @throws SignatureFault as [#verify] would
    public void checkKey(SignedMessage message) {
        String authorization = message.header("authorization");
        if (authorization != null && authorization.startsWith(Claim.ALGORITHM)) {
            Claim claim = Claim.ofHeader(authorization, message);
            key(claim.keyId(), claim.token());
        } else if (message.parameter("X-Amz-Algorithm") == null) {
            throw new SignatureFault(authorization == null ? MISSING : MALFORMED, "Missing Authentication Token");
        }
    }

    /// The service a request says it is signed for, unverified; empty text if it doesn't say.
    public static String claimedService(SignedMessage message) {
        String authorization = message.header("authorization");
        String credential = message.parameter("X-Amz-Credential");
        if (authorization != null) {
            int at = authorization.indexOf("Credential=");
            int end = at < 0 ? -1 : authorization.indexOf(',', at);
            if (at >= 0) credential = authorization.substring(at + 11, end < 0 ? authorization.length() : end);
        }
        if (credential == null) return "";
        String[] parts = credential.strip().split("/");
        return parts.length >= 5 ? parts[parts.length - 2] : "";
    }

    AccessKey key(String id, @Nullable String token) {
        AccessKey key = credentials
                .find(id)
                .orElseThrow(() -> new SignatureFault(UNKNOWN_KEY, "no such key", Map.of("AWSAccessKeyId", id)));
        String wanted = key.sessionToken();
        boolean right = wanted == null ? token == null || token.isEmpty() : token != null && Hmac.same(wanted, token);
        if (!right)
            throw new SignatureFault(WRONG_TOKEN, "wrong session token", Map.of("Token-0", token == null ? "" : token));
        Instant end = key.expires();
        if (end != null && !clock.instant().isBefore(end)) {
            throw new SignatureFault(
                    EXPIRED_TOKEN, "expired session token", Map.of("Token-0", token == null ? "" : token));
        }
        return key;
    }

    private Verified version4(SignedMessage message, Claim claim, Supplier<byte[]> body) {
        AccessKey key = key(claim.keyId(), claim.token());
        checkTime(message, claim);
        checkSignedHeaders(message, claim);
        String payloadHash = payloadHash(message, claim, body);
        byte[] signingKey = Hmac.signingKey(key.secret(), claim.date(), claim.region(), claim.service());
        String canonical = "";
        String toSign = "";
        for (String path : CanonicalRequest.paths(message)) {
            canonical = CanonicalRequest.text(message, claim, path, payloadHash);
            toSign = Claim.ALGORITHM + "\n" + claim.time() + "\n" + claim.scope() + "\n" + Hmac.sha256Hex(canonical);
            if (Hmac.same(Hmac.hex(Hmac.sha256(signingKey, toSign)), claim.signature())) {
                return new Verified(key, claim.service(), seal(payloadHash, claim, signingKey));
            }
        }
        throw mismatch(claim.keyId(), claim.signature(), toSign, canonical);
    }

    static SignatureFault mismatch(String keyId, String signature, String toSign, String canonical) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("AWSAccessKeyId", keyId);
        details.put("StringToSign", toSign);
        details.put("SignatureProvided", signature);
        if (!canonical.isEmpty()) details.put("CanonicalRequest", canonical);
        return new SignatureFault(MISMATCH, "signature differs", details);
    }

    private void checkTime(SignedMessage message, Claim claim) {
        Instant now = clock.instant();
        Instant signed = claim.moment();
        Duration skew = message.objects() ? OBJECTS_SKEW : OTHERS_SKEW;
        if (claim.presigned()) {
            Instant end = signed.plusSeconds(claim.expiresSeconds());
            if (signed.isAfter(now.plus(OBJECTS_SKEW))) {
                throw new SignatureFault(EXPIRED_URL, "Request is not valid yet", times(signed, now));
            }
            if (now.isAfter(end)) {
                throw new SignatureFault(
                        EXPIRED_URL,
                        "Request has expired",
                        Map.of(
                                "X-Amz-Expires",
                                String.valueOf(claim.expiresSeconds()),
                                "Expires",
                                end.toString(),
                                "ServerTime",
                                now.toString()));
            }
        } else if (Duration.between(signed, now).abs().compareTo(skew) > 0) {
            throw new SignatureFault(SKEWED, skewText(signed, now, skew), times(signed, now));
        }
    }

    private static String skewText(Instant signed, Instant now, Duration skew) {
        boolean past = signed.isBefore(now);
        Instant border = past ? now.minus(skew) : now.plus(skew);
        return (past ? "Signature expired: " : "Signature not yet current: ")
                + Claim.basic(signed)
                + (past ? " is now earlier than " : " is still later than ")
                + Claim.basic(border) + " (" + Claim.basic(now) + (past ? " - " : " + ") + skew.toMinutes() + " min.)";
    }

    private static Map<String, String> times(Instant signed, Instant now) {
        return Map.of("RequestTime", Claim.basic(signed), "ServerTime", now.toString());
    }

    private static void checkSignedHeaders(SignedMessage message, Claim claim) {
        var unsigned = new TreeSet<String>();
        message.headers().keySet().forEach(name -> {
            boolean must = name.equals("host")
                    || (message.objects() && name.startsWith("x-amz-") && !name.equals("x-amz-content-sha256"));
            if (must && !claim.signedHeaders().contains(name)) unsigned.add(name);
        });
        if (unsigned.isEmpty()) return;
        throw new SignatureFault(
                UNSIGNED_HEADERS,
                "There were headers present in the request which were not signed",
                Map.of("HeadersNotSigned", String.join(", ", unsigned)));
    }

    private static String payloadHash(SignedMessage message, Claim claim, Supplier<byte[]> body) {
        String said = message.header("x-amz-content-sha256");
        if (said == null) said = message.parameter("X-Amz-Content-Sha256");
        if (claim.presigned() && message.objects()) return said == null ? UNSIGNED : said;
        if (message.objects() && said != null) return said;
        if (message.objects()) {
            throw new SignatureFault(NO_PAYLOAD_HASH, "Missing required header for this request: x-amz-content-sha256");
        }
        String found = Hmac.sha256Hex(body.get());
        if (said == null || said.equals(found) || said.equals(UNSIGNED)) return said == null ? found : said;
        throw new SignatureFault(WRONG_PAYLOAD_HASH, "the payload's hash differs");
    }

    private static BodySeal seal(String payloadHash, Claim claim, byte[] key) {
        return switch (payloadHash) {
            case UNSIGNED -> new BodySeal.Unsigned();
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> new BodySeal.PlainChunks();
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" ->
                new BodySeal.SignedChunks(key, claim.time(), claim.scope(), claim.signature(), false);
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
                new BodySeal.SignedChunks(key, claim.time(), claim.scope(), claim.signature(), true);
            default -> new BodySeal.Sha256(payloadHash);
        };
    }
}
