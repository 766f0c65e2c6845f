package dev.sluice.images;

import dev.sluice.images.pixels.ColourMatrix;
import dev.sluice.images.pixels.Size;
import dev.sluice.images.vips.Names;
import dev.sluice.images.vips.VipsException;
import dev.sluice.images.vips.VipsImage;
import dev.sluice.images.vips.VipsSession;
import java.util.function.UnaryOperator;

/// Changes pictures with libvips: each method adds a step to the recipe, and nothing is computed yet.
final class VipsEditor {
    /// libvips cuts fractions off where others round.
    private static final double ROUNDING = 0.5;

    private static final int OPAQUE = 255;

    private final VipsSession session;
    private final Limits limits;

    VipsEditor(VipsSession session, Limits limits) {
        this.session = session;
        this.limits = limits;
    }

    VipsImage apply(VipsImage image, Operation operation) {
        return switch (operation) {
            case Operation.Resize(int width, int height) -> resized(image, new Size(width, height));
            case Operation.Fit(int width, int height) ->
                resized(image, size(image).within(width, height));
            case Operation.Cover(int width, int height) -> cover(image, width, height);
            case Operation.Contain contain -> contain(image, contain);
            case Operation.Crop(int left, int top, int width, int height) -> crop(image, left, top, width, height);
            case Operation.AutoRotate _ -> upright(image);
            case Operation.Rotate(int quarters) ->
                session.operation("rot")
                        .set("in", image)
                        .setEnum("angle", quarters)
                        .image();
            case Operation.Flip(boolean topToBottom) -> flip(image, topToBottom);
            case Operation.Grayscale _ -> recoloured(image, ColourMatrix.grayscale(), true);
            case Operation.Sepia _ -> recoloured(image, ColourMatrix.sepia(), false);
            case Operation.Adjust(double brightness, double contrast, double saturation) ->
                recoloured(image, ColourMatrix.adjust(brightness, contrast, saturation), image.bands() < 3);
            case Operation.Blur(double sigma) -> premultiplied(image, in -> blur(in, sigma));
            case Operation.Sharpen(double sigma, double amount) -> sharpen(image, sigma, amount);
        };
    }

    private static Size size(VipsImage image) {
        return new Size(image.width(), image.height());
    }

    private VipsImage resized(VipsImage image, Size to) {
        limits.admitArea(to.width(), to.height());
        if (to.equals(size(image))) return image;
        return premultiplied(
                image,
                in -> session.operation("resize")
                        .set("in", in)
                        .set("scale", (double) to.width() / in.width())
                        .set("vscale", (double) to.height() / in.height())
                        .setEnum("kernel", Names.KERNEL_LANCZOS3)
                        .image());
    }

    private VipsImage cover(VipsImage image, int width, int height) {
        Size covering = size(image).covering(width, height);
        VipsImage large = resized(image, covering);
        return crop(large, (covering.width() - width) / 2, (covering.height() - height) / 2, width, height);
    }

    private VipsImage contain(VipsImage image, Operation.Contain to) {
        limits.admitArea(to.width(), to.height());
        VipsImage inside = resized(image, size(image).filling(to.width(), to.height()));
        return session.operation("embed")
                .set("in", inside)
                .set("x", (to.width() - inside.width()) / 2)
                .set("y", (to.height() - inside.height()) / 2)
                .set("width", to.width())
                .set("height", to.height())
                .setEnum("extend", Names.EXTEND_BACKGROUND)
                .set("background", colour(inside, to.rgb(), true))
                .image();
    }

    /// A colour in the samples of an image: grey, 16-bit or with alpha as that is.
    private static double[] colour(VipsImage image, int rgb, boolean withAlpha) {
        double unit = image.format() == Names.FORMAT_USHORT ? 257 : 1;
        double red = (rgb >> 16 & 0xFF) * unit;
        double green = (rgb >> 8 & 0xFF) * unit;
        double blue = (rgb & 0xFF) * unit;
        boolean alpha = withAlpha && image.hasAlpha();
        if (image.bands() < 3) {
            ColourMatrix luma = ColourMatrix.grayscale();
            double grey = luma.factor(0, 0) * red + luma.factor(0, 1) * green + luma.factor(0, 2) * blue;
            return alpha ? new double[] {grey, OPAQUE * unit} : new double[] {grey};
        }
        return alpha ? new double[] {red, green, blue, OPAQUE * unit} : new double[] {red, green, blue};
    }

    private VipsImage crop(VipsImage image, int left, int top, int width, int height) {
        if ((long) left + width > image.width() || (long) top + height > image.height()) {
            throw ImageRefused.unsupported("a crop of " + width + " x " + height + " at " + left + "," + top
                    + " isn't inside the picture of " + image.width() + " x " + image.height());
        }
        return session.operation("extract_area")
                .set("input", image)
                .set("left", left)
                .set("top", top)
                .set("width", width)
                .set("height", height)
                .image();
    }

    private VipsImage upright(VipsImage image) {
        return image.orientation() == 1
                ? image
                : session.operation("autorot").set("in", image).image();
    }

    private VipsImage flip(VipsImage image, boolean topToBottom) {
        int direction = topToBottom ? Names.DIRECTION_VERTICAL : Names.DIRECTION_HORIZONTAL;
        return session.operation("flip")
                .set("in", image)
                .setEnum("direction", direction)
                .image();
    }

    /// Red, green, blue and any alpha are computed by one matrix, in which alpha stands for itself.
    private VipsImage recoloured(VipsImage source, ColourMatrix matrix, boolean toGrey) {
        VipsImage image = eightBit(source);
        boolean alpha = image.hasAlpha();
        int from = image.bands() - (alpha ? 1 : 0);
        int to = toGrey ? 1 : 3;
        int columns = image.bands();
        int rows = to + (alpha ? 1 : 0);
        double[] factors = new double[columns * rows];
        double[] offsets = new double[rows];
        for (int row = 0; row < to; row++) {
            for (int column = 0; column < from; column++) {
                factors[row * columns + column] = from == 1 ? matrix.greyFactor(row) : matrix.factor(row, column);
            }
            offsets[row] = matrix.offset(row) + ROUNDING;
        }
        if (alpha) {
            factors[rows * columns - 1] = 1;
            offsets[to] = ROUNDING;
        }
        VipsImage mixed = session.operation("recomb")
                .set("in", image)
                .set("m", session.matrix(columns, rows, factors))
                .image();
        return meaning(linear(mixed, 1, offsets, true), to == 1);
    }

    private VipsImage meaning(VipsImage image, boolean grey) {
        int interpretation = grey ? Names.INTERPRETATION_GREY : Names.INTERPRETATION_SRGB;
        return session.operation("copy")
                .set("in", image)
                .setEnum("interpretation", interpretation)
                .image();
    }

    private VipsImage linear(VipsImage image, double factor, double[] offsets, boolean toEightBit) {
        return session.operation("linear")
                .set("in", image)
                .set("a", new double[] {factor})
                .set("b", offsets)
                .set("uchar", toEightBit)
                .image();
    }

    private VipsImage blur(VipsImage image, double sigma) {
        return session.operation("gaussblur")
                .set("in", image)
                .set("sigma", sigma)
                .image();
    }

    private VipsImage sharpen(VipsImage source, double sigma, double amount) {
        // Both terms read the picture, each at its own place.
        VipsImage image = eightBit(source).inMemory();
        VipsImage more = linear(image, 1 + amount, new double[] {ROUNDING}, false);
        VipsImage less = linear(premultiplied(image, in -> blur(in, sigma)), -amount, new double[] {0}, false);
        VipsImage sum =
                session.operation("add").set("left", more).set("right", less).image();
        return meaning(linear(sum, 1, new double[] {0}, true), image.bands() < 3);
    }

    /// Does a step that mixes neighbouring pixels so that transparent ones don't show in it.
    private VipsImage premultiplied(VipsImage image, UnaryOperator<VipsImage> step) {
        if (!image.hasAlpha()) return step.apply(image);
        VipsImage ready = session.operation("premultiply").set("in", image).image();
        VipsImage done =
                session.operation("unpremultiply").set("in", step.apply(ready)).image();
        return session.operation("cast")
                .set("in", linear(done, 1, new double[] {ROUNDING}, false))
                .setEnum("format", image.format())
                .image();
    }

    VipsImage flattened(VipsImage image, int rgb) {
        if (!image.hasAlpha()) return image;
        return session.operation("flatten")
                .set("in", image)
                .set("background", colour(image, rgb, false))
                .image();
    }

    VipsImage eightBit(VipsImage image) {
        if (image.format() == Names.FORMAT_UCHAR) return image;
        return inColours(image, image.bands() < 3 ? Names.INTERPRETATION_GREY : Names.INTERPRETATION_SRGB);
    }

    /// Grey or red, green and blue, of 8 or 16 bits: what the steps know; whatever else a file holds becomes sRGB.
    VipsImage inKnownColours(VipsImage image) {
        boolean integers = image.format() == Names.FORMAT_UCHAR || image.format() == Names.FORMAT_USHORT;
        int interpretation = image.interpretation();
        boolean known = interpretation == Names.INTERPRETATION_SRGB
                || interpretation == Names.INTERPRETATION_GREY
                || interpretation == Names.INTERPRETATION_RGB16
                || interpretation == Names.INTERPRETATION_GREY16;
        if (integers && known) return image;
        boolean profiled = interpretation == Names.INTERPRETATION_CMYK && image.has("icc-profile-data");
        VipsImage converted = inColours(profiled ? byProfile(image) : image, Names.INTERPRETATION_SRGB);
        VipsImage copy = session.operation("copy").set("in", converted).image();
        // It describes inks, which the picture no longer consists of.
        copy.remove("icc-profile-data");
        return copy;
    }

    private VipsImage byProfile(VipsImage image) {
        try {
            return session.operation("icc_import")
                    .set("in", image)
                    .set("embedded", true)
                    .image();
        } catch (VipsException unusable) {
            return image;
        }
    }

    private VipsImage inColours(VipsImage image, int interpretation) {
        return session.operation("colourspace")
                .set("in", image)
                .setEnum("space", interpretation)
                .image();
    }
}
