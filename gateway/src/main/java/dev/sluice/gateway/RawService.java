package dev.sluice.gateway;

import java.io.IOException;

/// A service that speaks HTTP itself because its bodies are streams: S3, and plain pages such as `/metrics`.
@FunctionalInterface
public interface RawService {
    /// Answers one request, on its own virtual thread.
    ///
    /// @throws dev.sluice.core.Refused rendered as S3's XML error, if nothing was sent yet
    /// @throws IOException if the peer went away
    void handle(RawRequest request, RawResponse response) throws IOException;

    /// Whether an unsigned request may reach [#handle], because a bucket policy or ACL allows it. Never by default.
    default boolean allowsAnonymous(RawRequest request) {
        return false;
    }
}
