package dev.sluice.server.builtin;

/// Where the image functions read and write: buckets, as far as they need them.
public interface ImageObjects {
    /// The newest version of an object, whole.
    ///
    /// @throws dev.sluice.core.Refused `NoSuchBucket` or `NoSuchKey`
    byte[] read(String bucket, String key);

    /// Puts an object; it is durable when this returns.
    ///
    /// @throws dev.sluice.core.Refused `NoSuchBucket`
    void write(NewImage image);

    /// An image to be put.
    ///
    /// @param contentType its media type
    /// @param lineage what it descends from, so that a bucket's notification about it can be told from an upload's
    @SuppressWarnings("ArrayRecordComponent") // Never compared: a carrier of bytes.
    record NewImage(String bucket, String key, byte[] bytes, String contentType, String lineage) {}
}
