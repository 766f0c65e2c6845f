package dev.sluice.objects;

import org.jspecify.annotations.Nullable;

/// An object or version to be deleted.
///
/// @param versionId null for the object: removed, or covered by a delete marker in a versioned bucket
/// @param ifMatch ETag that must be the current one's; null for any
/// @param bypassGovernance whether the caller may and wants to delete what governance retains
public record Deletion(
        String bucket,
        String key,
        @Nullable String versionId,
        @Nullable String ifMatch,
        boolean bypassGovernance) {
    /// What a deletion did.
    ///
    /// @param versionId of the marker made or the version removed; null in a bucket without versioning
    /// @param marker whether that is a delete marker
    public record Done(@Nullable String versionId, boolean marker) {}
}
