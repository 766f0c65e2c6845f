package dev.sluice.gateway.s3;

import dev.sluice.objects.Condition;
import dev.sluice.objects.ObjectVersion;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// Conditional requests on what is there.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">RFC 9110, precedence</a>
final class Preconditions {
    private Preconditions() {}

    /// Whether a reader has it already. @throws dev.sluice.core.Refused `PreconditionFailed`
    static boolean notModified(JsonNode input, ObjectVersion version) {
        checkMatch(input, "", version);
        if (input.has("IfNoneMatch"))
            return Condition.matches(input.path("IfNoneMatch").asString(), version.etag());
        return input.has("IfModifiedSince") && !modified(version).isAfter(moment(input, "IfModifiedSince"));
    }

    /// Whether a source may be copied from. @throws dev.sluice.core.Refused `PreconditionFailed`
    static void checkSource(JsonNode input, ObjectVersion source) {
        checkMatch(input, "CopySource", source);
        if (input.has("CopySourceIfNoneMatch")) {
            if (Condition.matches(input.path("CopySourceIfNoneMatch").asString(), source.etag()))
                throw S3Errors.preconditionFailed("x-amz-copy-source-If-None-Match");
        } else if (input.has("CopySourceIfModifiedSince")
                && !modified(source).isAfter(moment(input, "CopySourceIfModifiedSince"))) {
            throw S3Errors.preconditionFailed("x-amz-copy-source-If-Modified-Since");
        }
    }

    private static void checkMatch(JsonNode input, String prefix, ObjectVersion version) {
        String header = prefix.isEmpty() ? "" : "x-amz-copy-source-";
        if (input.has(prefix + "IfMatch")) {
            if (!Condition.matches(input.path(prefix + "IfMatch").asString(), version.etag()))
                throw S3Errors.preconditionFailed(header + "If-Match");
        } else if (input.has(prefix + "IfUnmodifiedSince")
                && modified(version).isAfter(moment(input, prefix + "IfUnmodifiedSince"))) {
            throw S3Errors.preconditionFailed(header + "If-Unmodified-Since");
        }
    }

    private static Instant modified(ObjectVersion version) {
        return Moments.toSeconds(version.modified());
    }

    private static Instant moment(JsonNode input, String member) {
        return Instant.ofEpochSecond(input.path(member).asLong());
    }
}
