package dev.sluice.gateway.wire;

import java.util.Map;

/// An answer as it goes out.
///
/// @param headers all but the lengths
public record WireAnswer(int status, Map<String, String> headers, byte[] body) {}
