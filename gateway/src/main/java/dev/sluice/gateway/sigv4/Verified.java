package dev.sluice.gateway.sigv4;

import dev.sluice.gateway.AccessKey;

/// A request whose signature is right.
///
/// @param key who signed
/// @param service the service it was signed for; `s3` for version 2
/// @param seal what it says of the body
public record Verified(AccessKey key, String service, BodySeal seal) {}
