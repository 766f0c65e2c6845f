package dev.sluice.images;

import dev.sluice.images.pixels.ColourMatrix;
import dev.sluice.images.pixels.Pixels;
import dev.sluice.images.pixels.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Works on images without any native library: few formats, slower, and in the Java heap.
final class PlainEngine implements Engine {
    /// A picture takes up to 24 bytes a pixel of the heap here, so less is let in than where libvips streams it.
    private static final long PIXELS_MAX = 30_000_000;

    private final Library library;

    PlainEngine(String warning) {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        for (Format format : Format.values()) if (ImageIoCodec.knows(format)) formats.add(format);
        library = new Library(
                "ImageIO", "the JDK", Collections.unmodifiableSet(formats), Optional.of(warning), Duration.ZERO);
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public void check(Image image, Depth depth, Job job) {
        var _ = read(image, job);
    }

    private static Pixels read(Image image, Job job) {
        if (image.info().pixels() > PIXELS_MAX) {
            throw ImageRefused.tooLarge("without libvips at most " + PIXELS_MAX + " pixels are decoded, not "
                    + image.info().pixels());
        }
        return ImageIoCodec.read(image, job);
    }

    @Override
    public List<Encoded> make(Image image, List<Pipeline> pipelines, Job job) {
        Pixels source = read(image, job);
        List<Encoded> made = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            Pixels result = source;
            int orientation = image.info().orientation();
            for (Operation operation : pipeline.operations()) {
                job.checkpoint();
                result = apply(result, operation, orientation);
                if (operation instanceof Operation.AutoRotate) orientation = 1;
            }
            job.checkpoint();
            made.add(write(result, pipeline.output().formatFor(image.info().format()), pipeline.output()));
        }
        return made;
    }

    private static Encoded write(Pixels pixels, Format format, Output output) {
        if (output.keepMetadata()) {
            throw ImageRefused.unsupported("without libvips metadata can't be kept");
        }
        return new Encoded(ImageIoCodec.write(pixels, format, output), format, pixels.width(), pixels.height());
    }

    @Override
    public Encoded shrink(Image image, int quality, Job job) {
        ImageInfo info = image.info();
        if (info.frames() > 1) return new Encoded(image.file(), info.format(), info.width(), info.height());
        Output output = Output.as(info.format()).quality(quality).smaller();
        return write(read(image, job).upright(info.orientation()), info.format().written(), output);
    }

    private static Pixels apply(Pixels pixels, Operation operation, int orientation) {
        Size size = new Size(pixels.width(), pixels.height());
        return switch (operation) {
            case Operation.Resize(int width, int height) -> resized(pixels, new Size(width, height));
            case Operation.Fit(int width, int height) -> resized(pixels, size.within(width, height));
            case Operation.Cover(int width, int height) -> cover(pixels, size.covering(width, height), width, height);
            case Operation.Contain(int width, int height, int rgb) -> {
                admit(width, height);
                yield resized(pixels, size.filling(width, height)).centred(width, height, rgb);
            }
            case Operation.Crop crop -> crop(pixels, crop);
            case Operation.AutoRotate _ -> pixels.upright(orientation);
            case Operation.Rotate(int quarters) -> pixels.upright(quarters == 1 ? 6 : quarters == 2 ? 3 : 8);
            case Operation.Flip(boolean topToBottom) -> topToBottom ? pixels.upright(4) : pixels.mirrored();
            case Operation.Grayscale _ -> pixels.recoloured(ColourMatrix.grayscale(), true);
            case Operation.Sepia _ -> pixels.recoloured(ColourMatrix.sepia(), false);
            case Operation.Adjust(double brightness, double contrast, double saturation) ->
                pixels.recoloured(ColourMatrix.adjust(brightness, contrast, saturation), pixels.grey());
            case Operation.Blur(double sigma) -> pixels.blurred(sigma);
            case Operation.Sharpen(double sigma, double amount) -> pixels.sharpened(sigma, amount);
        };
    }

    private static void admit(long width, long height) {
        if (width * height > PIXELS_MAX) {
            throw ImageRefused.tooLarge(
                    "without libvips at most " + PIXELS_MAX + " pixels are made, not " + width + " x " + height);
        }
    }

    private static Pixels resized(Pixels pixels, Size to) {
        admit(to.width(), to.height());
        // Between its two passes the picture has the new width and still the old height.
        admit(to.width(), pixels.height());
        return pixels.resized(to.width(), to.height());
    }

    private static Pixels cover(Pixels pixels, Size covering, int width, int height) {
        Pixels large = resized(pixels, covering);
        return large.cropped((covering.width() - width) / 2, (covering.height() - height) / 2, width, height);
    }

    private static Pixels crop(Pixels pixels, Operation.Crop part) {
        if ((long) part.left() + part.width() > pixels.width() || (long) part.top() + part.height() > pixels.height()) {
            throw ImageRefused.unsupported("a crop of " + part.width() + " x " + part.height() + " at " + part.left()
                    + "," + part.top() + " isn't inside the picture of " + pixels.width() + " x " + pixels.height());
        }
        return pixels.cropped(part.left(), part.top(), part.width(), part.height());
    }

    @Override
    public void leaveThread() {
        // Nothing is kept for a thread.
    }
}
