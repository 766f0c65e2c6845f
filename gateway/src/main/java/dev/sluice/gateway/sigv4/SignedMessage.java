package dev.sluice.gateway.sigv4;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of an HTTP request that a signature covers.
///
/// @param method as sent
/// @param rawPath as sent, percent-encoded, without query
/// @param query decoded parameters
/// @param headers lower-case names; several values joined with `,`
/// @param objects whether it is for S3, whose paths are encoded once and never normalised
public record SignedMessage(
        String method, String rawPath, Map<String, List<String>> query, Map<String, String> headers, boolean objects) {
    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    @Nullable
    String parameter(String name) {
        List<String> values = query.get(name);
        return values == null ? null : values.getFirst();
    }

    /// Whether it carries any kind of signature.
    public boolean signed() {
        return headers.containsKey("authorization")
                || query.containsKey("X-Amz-Algorithm")
                || query.containsKey("X-Amz-Signature")
                || (query.containsKey("AWSAccessKeyId") && query.containsKey("Signature"));
    }
}
