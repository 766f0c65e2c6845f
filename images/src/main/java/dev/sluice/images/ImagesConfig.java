package dev.sluice.images;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How images are worked on in this process.
///
/// @param libraryDirectories where [#LIBRARY_FILE] is looked for, in this order; its hash must be right
/// @param limits what one image may claim
/// @param workers images at the same time, each on a thread of its own
/// @param pixelsInFlightMax pixels of all images being worked on together; more wait
/// @param deadline for one call, waiting included
public record ImagesConfig(
        List<Path> libraryDirectories, Limits limits, int workers, long pixelsInFlightMax, Duration deadline) {
    /// The one shared object of the npm package `@img/sharp-libvips-linux-x64` 1.3.4.
    public static final String LIBRARY_FILE = "libvips-cpp.so.8.18.7";

    /// SHA-256 of that file.
    public static final String LIBRARY_SHA256 = "4aa73553408c3964071728f4a231a8e86918e39bc49f1fbae75355f7ea933ea9";

    /// The system property that names a library before all others; `none` for ImageIO.
    public static final String LIBRARY_PROPERTY = "sluice.vips";

    public ImagesConfig {
        libraryDirectories = List.copyOf(libraryDirectories);
        if (workers < 1) throw new IllegalArgumentException("at least one worker");
        if (pixelsInFlightMax < limits.pixelsMax()) {
            throw new IllegalArgumentException("the largest image allowed must fit into pixelsInFlightMax");
        }
    }

    /// One worker per core, 400 megapixels together, 30 seconds.
    public static ImagesConfig standard(Path... libraryDirectories) {
        return new ImagesConfig(
                List.of(libraryDirectories),
                Limits.STANDARD,
                Runtime.getRuntime().availableProcessors(),
                400_000_000,
                Duration.ofSeconds(30));
    }

    /// The same with other limits.
    public ImagesConfig with(Limits others) {
        return new ImagesConfig(
                libraryDirectories, others, workers, Math.max(pixelsInFlightMax, others.pixelsMax()), deadline);
    }

    /// The same with another deadline.
    public ImagesConfig with(Duration otherDeadline) {
        return new ImagesConfig(libraryDirectories, limits, workers, pixelsInFlightMax, otherDeadline);
    }
}
