package dev.sluice.objects;

import java.time.Instant;

/// One version of an object, or a delete marker, as it was when it was looked up.
///
/// @param seq grows with every change in the store; newer versions have greater ones
/// @param versionId [#NULL_ID] for what was written while versioning was off or suspended
/// @param latest whether it is the newest of its key
/// @param marker whether it only says that the key was deleted
/// @param content where the bytes are; versions made by copying may share it; empty for a marker
/// @param size bytes
/// @param etag without quotes
/// @param owner canonical user id
public record ObjectVersion(
        String bucket,
        String key,
        long seq,
        String versionId,
        boolean latest,
        boolean marker,
        String content,
        long size,
        String etag,
        Instant modified,
        String owner,
        String storageClass,
        Attributes attributes) {
    /// The version id of objects without versioning.
    public static final String NULL_ID = "null";

    /// The value events are ordered by: of two events about a key, the later has the greater text.
    public String sequencer() {
        return "%018X".formatted(seq);
    }

    /// Its ARN, `arn:aws:s3:::bucket/key`.
    public String arn() {
        return "arn:aws:s3:::" + bucket + "/" + key;
    }
}
