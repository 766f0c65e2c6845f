package dev.sluice.gateway.sigv4;

import dev.sluice.core.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a family of services tells that a signature isn't accepted.
public enum Dialect {
    /// S3: codes with details, as XML.
    OBJECTS,
    /// The JSON protocols.
    JSON,
    /// The query protocol.
    QUERY;

    /// S3's text for a wrong signature.
    static final String MISMATCH_TEXT =
            "The request signature we calculated does not match the signature you provided. "
                    + "Check your key and signing method.";

    private static final String OTHERS_MISMATCH_TEXT =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details.";
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    /// What the caller is told of a fault.
    public Refused refusal(SignatureFault fault) {
        return switch (this) {
            case OBJECTS -> objects(fault);
            case JSON -> json(fault);
            case QUERY -> query(fault);
        };
    }

    private static Refused objects(SignatureFault fault) {
        return switch (fault.kind()) {
            case MISSING -> new Refused("AccessDenied", "Access Denied");
            case MALFORMED -> malformedObjects(fault);
            case UNKNOWN_KEY ->
                with(fault, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
            case WRONG_TOKEN -> with(fault, "InvalidToken", "The provided token is malformed or otherwise invalid.");
            case EXPIRED_TOKEN -> with(fault, "ExpiredToken", "The provided token has expired.");
            case MISMATCH -> with(fault, "SignatureDoesNotMatch", MISMATCH_TEXT);
            case SKEWED -> skewed(fault);
            case EXPIRED_URL, UNSIGNED_HEADERS -> with(fault, "AccessDenied", fault.text());
            case WRONG_PAYLOAD_HASH ->
                new Refused(
                        "XAmzContentSHA256Mismatch",
                        "The provided 'x-amz-content-sha256' header does not match what was computed.");
            case NO_PAYLOAD_HASH -> new Refused("MissingSecurityHeader", fault.text());
        };
    }

    private static Refused malformedObjects(SignatureFault fault) {
        if (fault.details().containsKey("query")) {
            return new Refused("AuthorizationQueryParametersError", fault.text());
        }
        if (fault.text().startsWith("Unsupported")) return new Refused("InvalidArgument", fault.text());
        return new Refused("AuthorizationHeaderMalformed", "The authorization header is malformed; " + fault.text());
    }

    private static Refused skewed(SignatureFault fault) {
        Map<String, String> details = new LinkedHashMap<>(fault.details());
        details.put("MaxAllowedSkewMilliseconds", String.valueOf(SignatureVerifier.OBJECTS_SKEW.toMillis()));
        return new Refused(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                details);
    }

    private static Refused json(SignatureFault fault) {
        return switch (fault.kind()) {
            case MISSING -> new Refused("MissingAuthenticationTokenException", "Missing Authentication Token");
            case MALFORMED -> new Refused("IncompleteSignatureException", fault.text());
            case UNKNOWN_KEY, WRONG_TOKEN -> new Refused("UnrecognizedClientException", INVALID_TOKEN);
            case EXPIRED_TOKEN ->
                new Refused("ExpiredTokenException", "The security token included in the request is expired");
            case MISMATCH, WRONG_PAYLOAD_HASH ->
                new Refused("InvalidSignatureException", OTHERS_MISMATCH_TEXT + expected(fault));
            case SKEWED, EXPIRED_URL, UNSIGNED_HEADERS, NO_PAYLOAD_HASH ->
                new Refused("InvalidSignatureException", fault.text());
        };
    }

    private static Refused query(SignatureFault fault) {
        return switch (fault.kind()) {
            case MISSING -> new Refused("MissingAuthenticationToken", "Request is missing Authentication Token");
            case MALFORMED -> new Refused("IncompleteSignature", fault.text());
            case UNKNOWN_KEY, WRONG_TOKEN -> new Refused("InvalidClientTokenId", INVALID_TOKEN);
            case EXPIRED_TOKEN -> new Refused("ExpiredToken", "The security token included in the request is expired");
            case MISMATCH, WRONG_PAYLOAD_HASH ->
                new Refused("SignatureDoesNotMatch", OTHERS_MISMATCH_TEXT + expected(fault));
            case SKEWED, EXPIRED_URL, UNSIGNED_HEADERS, NO_PAYLOAD_HASH ->
                new Refused("SignatureDoesNotMatch", fault.text());
        };
    }

    // Nothing secret: both texts are made of what the client sent.
    private static String expected(SignatureFault fault) {
        String canonical = fault.details().get("CanonicalRequest");
        if (canonical == null) return "";
        return "\n\nThe Canonical String for this request should have been\n'" + canonical
                + "'\n\nThe String-to-Sign should have been\n'"
                + fault.details().get("StringToSign") + "'\n";
    }

    private static Refused with(SignatureFault fault, String code, String text) {
        return new Refused(code, text, fault.details());
    }
}
