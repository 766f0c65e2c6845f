package dev.sluice.images;

import java.util.List;

/// Something that decodes and encodes: libvips, or ImageIO where there is none.
///
/// Called on a pool thread, with a file whose header was admitted. Everything it refuses it refuses with
/// [ImageRefused].
sealed interface Engine permits VipsEngine, PlainEngine {
    /// What it is.
    Library library();

    /// Decodes all of a file and keeps nothing.
    void check(Image image, Depth depth, Job job);

    /// Decodes a file once and makes each variant from it. @return one result for each pipeline, in their order
    List<Encoded> make(Image image, List<Pipeline> pipelines, Job job);

    /// Writes a file again, as small as it gets: upright, without metadata, with all its frames.
    Encoded shrink(Image image, int quality, Job job);

    /// Called by a pool thread that ends.
    void leaveThread();

    /// A file and what its header says.
    @SuppressWarnings("ArrayRecordComponent") // Never compared: passes along the arguments of one call.
    record Image(byte[] file, ImageInfo info, Limits limits) {}
}
