package dev.sluice.objects;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must hold of the object in place before a change to it; judged in the change's own transaction.
///
/// @param ifMatch an ETag, quoted or not, or `*`; null for any state
/// @param ifNoneMatch an ETag, quoted or not, or `*`; null for any state
public record Condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
    /// Any state will do.
    public static final Condition NONE = new Condition(null, null);

    /// @throws dev.sluice.core.Refused `NoSuchKey` or `PreconditionFailed`
    void check(String key, Optional<ObjectVersion> current) {
        if (ifMatch != null) {
            ObjectVersion version = current.orElseThrow(() -> Errors.noSuchKey(key));
            if (!matches(ifMatch, version.etag())) throw Errors.preconditionFailed("If-Match");
        }
        if (ifNoneMatch != null
                && current.isPresent()
                && matches(ifNoneMatch, current.get().etag())) throw Errors.preconditionFailed("If-None-Match");
    }

    /// Whether a header's list of ETags, quoted or not, or `*` covers an ETag.
    public static boolean matches(String header, String etag) {
        for (String each : header.split(",")) {
            String candidate = each.strip();
            if (candidate.startsWith("W/")) candidate = candidate.substring(2);
            if (candidate.equals("*") || candidate.replace("\"", "").equals(etag)) return true;
        }
        return false;
    }
}
