package dev.sluice.gateway.sigv4;

import java.util.Map;

/// Why a signature isn't accepted. [Dialect] says it in the words of the service asked.
public final class SignatureFault extends RuntimeException {
    /// The kinds of faults.
    public enum Kind {
        /// No signature at all.
        MISSING,
        /// A signature that lacks a part or can't be read.
        MALFORMED,
        /// No such access key.
        UNKNOWN_KEY,
        /// A session token that is missing or isn't the key's.
        WRONG_TOKEN,
        /// A temporary key past its end.
        EXPIRED_TOKEN,
        /// The signature is another than the request's.
        MISMATCH,
        /// Signed too long ago, or in the future.
        SKEWED,
        /// A presigned URL past its end.
        EXPIRED_URL,
        /// Headers were sent that should have been signed.
        UNSIGNED_HEADERS,
        /// The payload's hash is another than the one signed.
        WRONG_PAYLOAD_HASH,
        /// S3 wants to be told the payload's hash.
        NO_PAYLOAD_HASH
    }

    private final Kind kind;
    private final Map<String, String> details;

    SignatureFault(Kind kind, String message) {
        this(kind, message, Map.of());
    }

    SignatureFault(Kind kind, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.kind = kind;
        this.details = details;
    }

    /// Which kind.
    public Kind kind() {
        return kind;
    }

    /// What is known of it: times, string to sign.
    public Map<String, String> details() {
        return details;
    }

    /// A text saying what is wrong.
    public String text() {
        return String.valueOf(getMessage());
    }
}
