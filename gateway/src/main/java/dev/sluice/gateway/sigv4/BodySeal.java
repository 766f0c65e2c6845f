package dev.sluice.gateway.sigv4;

/// What a signature promises about the body.
public sealed interface BodySeal {
    /// Nothing.
    record Unsigned() implements BodySeal {}

    /// Its SHA-256, in lower-case hex.
    record Sha256(String hex) implements BodySeal {}

    /// It comes in aws-chunked framing without chunk signatures, its checksum behind it.
    record PlainChunks() implements BodySeal {}

    /// It comes in aws-chunked framing, each chunk signed together with the one before.
    ///
    /// @param key the day's signing key
    /// @param time when the request was signed
    /// @param scope day, region, service
    /// @param seed the request's own signature
    /// @param trailer whether signed trailing headers follow
    record SignedChunks(byte[] key, String time, String scope, String seed, boolean trailer) implements BodySeal {}
}
