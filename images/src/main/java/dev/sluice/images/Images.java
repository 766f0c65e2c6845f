package dev.sluice.images;

import dev.sluice.images.Engine.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes, transforms and encodes images, on a bounded pool and under limits; the whole of this module.
///
/// Nothing native is loaded before the first call that needs pixels, so opening costs nothing at a server's start.
/// Every file is sniffed, held against a list of formats and against [Limits] in Java before any decoder sees it.
/// Calls block; any thread may make them, a virtual one too.
///
/// ```java
/// try (Images images = Images.open(ImagesConfig.standard(cacheDirectory))) {
///     Encoded small = images.process(ImageSource.of(photo), Pipeline.of(new Operation.Resize(800, 600)));
/// }
/// ```
public final class Images implements AutoCloseable {
    /// Variants that one decode may feed.
    public static final int VARIANTS_MAX = 32;

    private final ImagesConfig config;
    private final Pool pool;
    private final Object opening = new Object();
    private volatile @Nullable Engine engine;

    private Images(ImagesConfig config) {
        this.config = config;
        this.pool = new Pool(config, this::leaveThread);
    }

    /// Ready for calls; loads nothing yet.
    public static Images open(ImagesConfig config) {
        return new Images(config);
    }

    /// With an engine that is there already.
    static Images with(Engine engine, ImagesConfig config) {
        Images images = new Images(config);
        images.engine = engine;
        return images;
    }

    /// What does the work in this process; loads it if that hasn't happened yet (tens of milliseconds).
    ///
    /// @throws IllegalStateException if [ImagesConfig#LIBRARY_PROPERTY] names a library that can't be used
    public Library library() {
        return pool.run(0, job -> engine().library());
    }

    /// What the header says, without decoding. @throws ImageRefused if it can't be read or is past a limit
    public ImageInfo inspect(ImageSource source) {
        return read(source).info();
    }

    /// Whether the file is an image that can be worked on, looked at as deep as asked.
    ///
    /// @throws ImageRefused only as BUSY or TIMEOUT, which say nothing about the image
    public Validation validate(ImageSource source, Depth depth) {
        try {
            Image image = read(source);
            if (depth != Depth.HEADER) {
                long pixels = depth == Depth.FULL
                        ? image.info().pixelsOfAllFrames()
                        : image.info().pixels();
                pool.run(pixels, job -> {
                    engine().check(image, depth, job);
                    return image;
                });
            }
            return new Validation.Valid(image.info());
        } catch (ImageRefused e) {
            return switch (e.reason()) {
                case BUSY, TIMEOUT -> throw e;
                case NOT_AN_IMAGE, UNSUPPORTED, TOO_LARGE, BROKEN -> new Validation.Invalid(e.reason(), e.text());
            };
        }
    }

    /// Makes one image from another; of several frames the first. @throws ImageRefused with the reason
    public Encoded process(ImageSource source, Pipeline pipeline) {
        return variants(source, List.of(pipeline)).getFirst();
    }

    /// Makes several images from one, which is decoded once. @return the results in the order of the pipelines
    /// @throws ImageRefused if any of them can't be made
    public List<Encoded> variants(ImageSource source, List<Pipeline> pipelines) {
        if (pipelines.isEmpty() || pipelines.size() > VARIANTS_MAX) {
            throw new IllegalArgumentException("1 to " + VARIANTS_MAX + " variants of one image");
        }
        Image image = read(source);
        long asked = pipelines.stream().mapToLong(Pipeline::pixelsAsked).max().orElse(0);
        return pool.run(Math.max(image.info().pixels(), asked), job -> engine().make(image, pipelines, job));
    }

    /// Writes a file again in its own format to be smaller: upright, without metadata, animations with all frames.
    /// Keeps the original where that is the smallest.
    ///
    /// @param quality of JPEG, WebP and AVIF, 1 to 100
    /// @throws ImageRefused with the reason
    public Optimized optimize(ImageSource source, int quality) {
        Image image = read(source);
        long pixels = image.info().pixelsOfAllFrames();
        Encoded smaller = pool.run(pixels, job -> engine().shrink(image, quality, job));
        boolean keep = smaller.bytes().length >= image.file().length;
        return new Optimized(keep ? original(image) : smaller, image.file().length);
    }

    private static Encoded original(Image image) {
        ImageInfo info = image.info();
        return new Encoded(image.file(), info.format(), info.width(), info.height());
    }

    private Image read(ImageSource source) {
        byte[] file = source.read(config.limits());
        return new Image(file, Header.read(file, config.limits()), config.limits());
    }

    private Engine engine() {
        Engine open = engine;
        if (open != null) return open;
        synchronized (opening) {
            open = engine;
            if (open == null) {
                open = Engines.find(config.libraryDirectories());
                engine = open;
            }
            return open;
        }
    }

    private void leaveThread() {
        Engine open = engine;
        if (open != null) open.leaveThread();
    }

    /// Takes no further calls. What runs is finished; the library stays loaded, as it can't be unloaded.
    @Override
    public void close() {
        pool.close();
    }
}
