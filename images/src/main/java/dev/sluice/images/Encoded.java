package dev.sluice.images;

/// A written image.
///
/// @param bytes the file; the caller's to keep
/// @param width in pixels
/// @param height in pixels
@SuppressWarnings("ArrayRecordComponent") // Never compared: a carrier of bytes.
public record Encoded(byte[] bytes, Format format, int width, int height) {}
