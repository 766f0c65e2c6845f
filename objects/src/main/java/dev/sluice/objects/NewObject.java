package dev.sluice.objects;

/// An object to be written.
///
/// @param attributes what is known of it; its checksums and number of parts are filled in by the store
/// @param condition what must hold of the object in place
/// @param event what the event about it is called: `Put`, `Post`, `Copy`, `CompleteMultipartUpload`
public record NewObject(
        String bucket, String key, String storageClass, Attributes attributes, Condition condition, String event) {}
