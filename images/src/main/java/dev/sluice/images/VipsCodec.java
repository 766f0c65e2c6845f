package dev.sluice.images;

import dev.sluice.images.Engine.Image;
import dev.sluice.images.pixels.Pixels;
import dev.sluice.images.vips.Names;
import dev.sluice.images.vips.Vips;
import dev.sluice.images.vips.VipsImage;
import dev.sluice.images.vips.VipsOperation;
import dev.sluice.images.vips.VipsSession;
import java.util.List;

/// Reads and writes files with libvips. Loader and saver are named by what was sniffed, so libvips never guesses.
final class VipsCodec {
    /// A JPEG can be decoded at a half, a quarter or an eighth of its size.
    static final int SHRINK_MAX = 8;

    private static final int GIF_EFFORT = 3;
    private static final int GIF_EFFORT_SMALL = 7;
    private static final int AVIF_EFFORT = 2;
    private static final int AVIF_EFFORT_SMALL = 4;

    /// The encoder takes the whole picture in one call that can't be ended, about a second a megapixel.
    private static final long AVIF_PIXELS_MAX = 25_000_000;

    private static final int PNG_COMPRESSION = 6;
    private static final int PNG_COMPRESSION_SMALL = 9;
    private static final int WEBP_EFFORT = 4;
    private static final int WEBP_EFFORT_SMALL = 6;

    /// What older libraries can't leave out by themselves, by the beginnings of the names.
    private static final List<String> METADATA = List.of(
            "exif-",
            "xmp-data",
            "iptc-data",
            "photoshop-data",
            "png-comment",
            "gif-comment",
            "jpeg-thumbnail",
            "image-description",
            "orientation",
            "heif-");

    private final Vips vips;

    VipsCodec(Vips vips) {
        this.vips = vips;
    }

    boolean reads(Format format) {
        return format == Format.BMP || vips.has(loader(format));
    }

    /// Whether writing a file again keeps all of its frames.
    boolean writesAllFrames(ImageInfo info) {
        return info.frames() == 1
                || switch (info.format()) {
                    case GIF, WEBP, TIFF -> true;
                    case JPEG, MPO, PNG, BMP, AVIF -> false;
                };
    }

    private static String loader(Format format) {
        return switch (format) {
            case JPEG, MPO -> "jpegload_buffer";
            case PNG -> "pngload_buffer";
            case GIF -> "gifload_buffer";
            case WEBP -> "webpload_buffer";
            case TIFF -> "tiffload_buffer";
            case AVIF -> "heifload_buffer";
            case BMP -> "none";
        };
    }

    /// Opens a file whose pixels can be read once, from top to bottom.
    ///
    /// @param shrink 1, 2, 4 or 8; only JPEG heeds it
    /// @param allFrames one below the other
    VipsImage read(VipsSession session, Image image, int shrink, boolean allFrames) {
        Format format = image.info().format();
        if (!reads(format)) throw ImageRefused.unsupported("this libvips doesn't read " + format);
        VipsImage read = format == Format.BMP ? bitmap(session, image) : open(session, image, shrink, allFrames);
        // The decoder's own idea of the size is held against the limits too, as it is what gets allocated.
        image.limits()
                .admitArea(
                        read.width(), allFrames ? read.height() / image.info().frames() : read.height());
        return read;
    }

    private static VipsImage open(VipsSession session, Image image, int shrink, boolean allFrames) {
        Format format = image.info().format();
        VipsOperation load = session.operation(loader(format))
                .setBytes("buffer", session.keep(image.file()))
                .setEnum("access", Names.ACCESS_SEQUENTIAL);
        if (load.takes("fail-on")) load.setEnum("fail-on", Names.FAIL_ON_ERROR);
        else load.set("fail", true);
        if (format.written() == Format.JPEG) load.set("shrink", possible(shrink, image.info()));
        if (allFrames && image.info().frames() > 1 && load.takes("n")) load.set("n", -1);
        return load.image();
    }

    /// A picture shrunk to no pixels at all would end the process: libvips asserts that there are some.
    private static int possible(int shrink, ImageInfo info) {
        return Math.clamp(Integer.highestOneBit(Math.min(info.width(), info.height())), 1, shrink);
    }

    /// libvips has no bitmap loader of its own.
    private static VipsImage bitmap(VipsSession session, Image image) {
        Pixels pixels = ImageIoCodec.read(image, new Job());
        byte[] samples = new byte[pixels.argb().length * 3];
        for (int i = 0; i < pixels.argb().length; i++) {
            int pixel = pixels.argb()[i];
            samples[3 * i] = (byte) (pixel >> 16);
            samples[3 * i + 1] = (byte) (pixel >> 8);
            samples[3 * i + 2] = (byte) pixel;
        }
        VipsImage copied = session.fromSamples(samples, pixels.width(), pixels.height(), 3);
        return session.operation("copy")
                .set("in", copied)
                .setEnum("interpretation", Names.INTERPRETATION_SRGB)
                .image();
    }

    Encoded write(VipsSession session, VipsImage image, Format format, Output output) {
        int width = image.width();
        int height = image.height();
        VipsEditor editor = new VipsEditor(session, Limits.STANDARD);
        byte[] bytes =
                switch (format) {
                    case JPEG, MPO -> jpeg(session, opaque(editor, image, output), output);
                    case PNG -> png(session, image, output);
                    case WEBP -> webp(session, editor.eightBit(image), output);
                    case AVIF -> avif(session, image, output);
                    case GIF -> gif(session, editor.eightBit(image), output);
                    case TIFF ->
                        save(session, "tiffsave_buffer", image, output)
                                .setEnum("compression", Names.TIFF_COMPRESSION_DEFLATE)
                                .bytes();
                    case BMP -> ImageIoCodec.write(pixels(opaque(editor, image, output)), format, output);
                };
        return new Encoded(bytes, format, width, height);
    }

    private static VipsImage opaque(VipsEditor editor, VipsImage image, Output output) {
        return editor.flattened(editor.eightBit(image), output.background());
    }

    private byte[] jpeg(VipsSession session, VipsImage image, Output output) {
        return save(session, "jpegsave_buffer", image, output)
                .set("Q", output.quality())
                .set("optimize_coding", true)
                .set("interlace", output.small())
                .bytes();
    }

    private byte[] png(VipsSession session, VipsImage image, Output output) {
        return save(session, "pngsave_buffer", image, output)
                .set("compression", output.small() ? PNG_COMPRESSION_SMALL : PNG_COMPRESSION)
                .setFlags("filter", Names.PNG_FILTERS_ALL)
                .bytes();
    }

    private byte[] webp(VipsSession session, VipsImage image, Output output) {
        return save(session, "webpsave_buffer", image, output)
                .set("Q", output.quality())
                .set("effort", output.small() ? WEBP_EFFORT_SMALL : WEBP_EFFORT)
                .bytes();
    }

    private byte[] gif(VipsSession session, VipsImage image, Output output) {
        return save(session, "gifsave_buffer", image, output)
                .set("effort", output.small() ? GIF_EFFORT_SMALL : GIF_EFFORT)
                .bytes();
    }

    private byte[] avif(VipsSession session, VipsImage image, Output output) {
        if ((long) image.width() * image.height() > AVIF_PIXELS_MAX) {
            throw ImageRefused.tooLarge(image.width() + " x " + image.height() + " pixels are more than the "
                    + AVIF_PIXELS_MAX + " that are written as AVIF");
        }
        return save(session, "heifsave_buffer", image, output)
                .set("Q", output.quality())
                .setEnum("compression", Names.HEIF_COMPRESSION_AV1)
                .set("effort", output.small() ? AVIF_EFFORT_SMALL : AVIF_EFFORT)
                .bytes();
    }

    private VipsOperation save(VipsSession session, String saver, VipsImage image, Output output) {
        if (!vips.has(saver)) {
            throw ImageRefused.unsupported("this libvips doesn't write " + saver.replaceAll("save_buffer", ""));
        }
        VipsOperation save = session.operation(saver);
        if (output.keepMetadata()) return save.set("in", image);
        if (save.takes("keep")) return save.set("in", image).setFlags("keep", Names.KEEP_COLOUR_PROFILE);
        // Before 8.15 the only choice was to strip the colour profile too, and for WebP that left EXIF in.
        return save.set("in", stripped(session, image));
    }

    private static VipsImage stripped(VipsSession session, VipsImage image) {
        VipsImage copy = session.operation("copy").set("in", image).image();
        for (String field : copy.fields()) {
            if (METADATA.stream().anyMatch(field::startsWith)) copy.remove(field);
        }
        return copy;
    }

    private static Pixels pixels(VipsImage image) {
        byte[] samples = image.samples();
        int bands = image.bands();
        int[] argb = new int[image.width() * image.height()];
        for (int i = 0; i < argb.length; i++) {
            int red = samples[i * bands] & 0xFF;
            int green = bands < 3 ? red : samples[i * bands + 1] & 0xFF;
            int blue = bands < 3 ? red : samples[i * bands + 2] & 0xFF;
            argb[i] = 0xFF000000 | red << 16 | green << 8 | blue;
        }
        return new Pixels(image.width(), image.height(), argb, false, bands < 3);
    }
}
