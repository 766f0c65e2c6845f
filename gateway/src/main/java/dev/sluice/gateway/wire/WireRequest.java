package dev.sluice.gateway.wire;

import java.util.List;
import java.util.Map;

/// A request whose whole body is here.
///
/// @param method as sent
/// @param rawPath as sent, still percent-encoded
/// @param query decoded parameters
/// @param headers lower-case names
/// @param body the bytes after any framing was taken off
public record WireRequest(
        String method, String rawPath, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {}
