package dev.sluice.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A multipart upload under way.
///
/// @param owner canonical user id of who began it
/// @param attributes of the object to be
/// @param algorithm the checksum announced at its beginning; null if none was
/// @param composite whether that checksum will be one of the parts' checksums
public record Upload(
        String id,
        String bucket,
        String key,
        Instant initiated,
        String owner,
        String storageClass,
        Attributes attributes,
        @Nullable ChecksumAlgorithm algorithm,
        boolean composite) {
    /// Greatest part number.
    public static final int PARTS_MAX = 10_000;

    /// Least size of every part but the last: 5 MiB.
    public static final long PART_BYTES_MIN = 5L << 20;

    /// A part that was uploaded. @param etag without quotes
    public record Part(int no, long size, String etag, Instant modified, Checksums checksums) {}

    /// A part as the completing client names it. @param etag quoted or not
    public record Named(int no, String etag, Checksums checksums) {}

    /// The request to complete an upload.
    ///
    /// @param objectBytes what the client says the object's size is; null if it doesn't
    /// @param expected what the client says of the whole; none if it doesn't
    public record Completion(
            java.util.List<Named> parts,
            Condition condition,
            Checksums expected,
            @Nullable Long objectBytes) {
        public Completion {
            parts = java.util.List.copyOf(parts);
        }
    }
}
