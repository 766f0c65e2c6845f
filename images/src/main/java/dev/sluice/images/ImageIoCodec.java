package dev.sluice.images;

import dev.sluice.images.Engine.Image;
import dev.sluice.images.pixels.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Reads and writes files with the JDK's own codecs.
final class ImageIoCodec {
    private ImageIoCodec() {}

    static boolean knows(Format format) {
        return switch (format) {
            case JPEG, MPO, PNG, BMP -> true;
            case GIF, WEBP, TIFF, AVIF -> false;
        };
    }

    /// Decodes the first frame; what the JDK only warns of, a cut-off JPEG, is refused.
    static Pixels read(Image image, Job job) {
        Format format = image.info().format();
        if (!knows(format)) throw ImageRefused.unsupported("ImageIO reads JPEG, PNG and BMP only, not " + format);
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.written().name()).next();
        Runnable abort = reader::abort;
        job.onStop(abort);
        try {
            return read(reader, image);
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer broken files with whatever exception they run into.
            job.checkpoint();
            throw e instanceof ImageRefused refused
                    ? refused
                    : ImageRefused.broken("the image can't be decoded: " + e.getMessage());
        } finally {
            job.close(abort);
            reader.dispose();
        }
    }

    private static Pixels read(ImageReader reader, Image image) throws IOException {
        AtomicReference<@Nullable String> warned = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, warning) -> warned.compareAndSet(null, warning));
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(image.file()))) {
            reader.setInput(input, true, true);
            image.limits().admitArea(reader.getWidth(0), reader.getHeight(0));
            BufferedImage read = reader.read(0);
            String warning = warned.get();
            if (image.info().format().written() == Format.JPEG
                    && read.getRaster().getNumBands() > 3) {
                // The JDK takes the fourth ink for transparency, which makes a negative of the picture.
                throw ImageRefused.unsupported("ImageIO doesn't read a JPEG of four inks (CMYK)");
            }
            if (warning != null) throw ImageRefused.broken("the image can't be decoded: " + warning);
            return pixels(read);
        }
    }

    private static Pixels pixels(BufferedImage image) {
        boolean grey = image.getRaster().getNumBands() < 3 && !(image.getColorModel() instanceof IndexColorModel);
        int width = image.getWidth();
        int height = image.getHeight();
        boolean alpha = image.getColorModel().hasAlpha();
        int[] argb = grey ? grey(image) : image.getRGB(0, 0, width, height, null, 0, width);
        return new Pixels(width, height, argb, alpha, grey);
    }

    /// Java takes grey for linear light and would brighten it, so the samples are read as they are.
    private static int[] grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int max = (1 << image.getColorModel().getComponentSize(0)) - 1;
        int[] argb = new int[image.getWidth() * image.getHeight()];
        int[] row = new int[image.getWidth() * raster.getNumBands()];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, image.getWidth(), 1, row);
            for (int x = 0; x < image.getWidth(); x++) {
                int level = row[x * raster.getNumBands()] * 255 / max;
                int opacity = raster.getNumBands() == 2 ? row[x * 2 + 1] * 255 / max : 255;
                argb[y * image.getWidth() + x] = opacity << 24 | level * 0x010101;
            }
        }
        return argb;
    }

    static byte[] write(Pixels pixels, Format format, Output output) {
        if (!knows(format)) throw ImageRefused.unsupported("ImageIO writes JPEG, PNG and BMP only, not " + format);
        Pixels flat = format == Format.PNG ? pixels : pixels.flattened(output.background());
        BufferedImage image = buffered(flat);
        ImageWriter writer = ImageIO.getImageWriters(new ImageTypeSpecifier(image), format.name())
                .next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var sink = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(sink);
            writer.write(null, new IIOImage(image, null, null), parameters(writer, format, output));
        } catch (IOException e) {
            throw ImageRefused.broken("the image can't be written: " + e.getMessage());
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriteParam parameters(ImageWriter writer, Format format, Output output) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (format == Format.BMP) return parameters;
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        if (format == Format.PNG) {
            parameters.setCompressionQuality(output.small() ? 0 : 0.3f);
            return parameters;
        }
        parameters.setCompressionQuality(output.quality() / 100f);
        if (output.small()) parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        return parameters;
    }

    private static BufferedImage buffered(Pixels pixels) {
        int width = pixels.width();
        if (pixels.alpha() || !pixels.grey()) {
            int type = pixels.alpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
            BufferedImage image = new BufferedImage(width, pixels.height(), type);
            image.setRGB(0, 0, width, pixels.height(), pixels.argb(), 0, width);
            return image;
        }
        BufferedImage image = new BufferedImage(width, pixels.height(), BufferedImage.TYPE_BYTE_GRAY);
        int[] levels = new int[pixels.argb().length];
        for (int i = 0; i < levels.length; i++) levels[i] = pixels.argb()[i] & 0xFF;
        image.getRaster().setPixels(0, 0, width, pixels.height(), levels);
        return image;
    }
}
