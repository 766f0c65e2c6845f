package dev.sluice.images.pixels;

import java.util.Arrays;

/// A picture on the heap.
///
/// @param argb one 0xAARRGGBB for each pixel, rows from the top, not premultiplied; never changed once handed over
/// @param alpha whether any pixel may be transparent
/// @param grey whether red, green and blue are the same everywhere
@SuppressWarnings("ArrayRecordComponent") // Never compared: a carrier of pixels.
public record Pixels(int width, int height, int[] argb, boolean alpha, boolean grey) {
    /// Exactly this size, with a Lanczos filter of three lobes.
    public Pixels resized(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) return this;
        return Resampling.apply(this, Weights.lanczos(width, newWidth), Weights.lanczos(height, newHeight));
    }

    /// Blurred with a Gaussian of this standard deviation in pixels.
    public Pixels blurred(double sigma) {
        return Resampling.apply(this, Weights.gaussian(width, sigma), Weights.gaussian(height, sigma));
    }

    /// Sharper by an unsharp mask: `amount` times what a blur takes away is added.
    public Pixels sharpened(double sigma, double amount) {
        Pixels soft = blurred(sigma);
        int[] sharp = new int[argb.length];
        for (int i = 0; i < argb.length; i++) {
            int pixel = argb[i] & 0xFF000000;
            for (int shift = 0; shift <= 16; shift += 8) {
                int level = argb[i] >> shift & 0xFF;
                int softer = soft.argb[i] >> shift & 0xFF;
                pixel |= level((float) (level + amount * (level - softer))) << shift;
            }
            sharp[i] = pixel;
        }
        return new Pixels(width, height, sharp, alpha, grey);
    }

    /// With every pixel's colour changed.
    public Pixels recoloured(ColourMatrix matrix, boolean becomesGrey) {
        int[] changed = new int[argb.length];
        for (int i = 0; i < argb.length; i++) {
            int red = argb[i] >> 16 & 0xFF;
            int green = argb[i] >> 8 & 0xFF;
            int blue = argb[i] & 0xFF;
            int pixel = argb[i] & 0xFF000000;
            for (int to = 0; to < 3; to++) {
                double level = matrix.factor(to, 0) * red
                        + matrix.factor(to, 1) * green
                        + matrix.factor(to, 2) * blue
                        + matrix.offset(to);
                pixel |= level((float) level) << (16 - 8 * to);
            }
            changed[i] = pixel;
        }
        return new Pixels(width, height, changed, alpha, becomesGrey);
    }

    /// A part that lies inside.
    public Pixels cropped(int left, int top, int newWidth, int newHeight) {
        int[] part = new int[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            System.arraycopy(argb, (top + y) * width + left, part, y * newWidth, newWidth);
        }
        return new Pixels(newWidth, newHeight, part, alpha, grey);
    }

    /// In the middle of a larger area of one colour, 0xRRGGBB.
    public Pixels centred(int newWidth, int newHeight, int rgb) {
        int[] area = new int[newWidth * newHeight];
        Arrays.fill(area, 0xFF000000 | rgb);
        int left = (newWidth - width) / 2;
        int top = (newHeight - height) / 2;
        for (int y = 0; y < height; y++) System.arraycopy(argb, y * width, area, (top + y) * newWidth + left, width);
        boolean stillGrey = grey && (rgb >> 8 & 0xFF) == (rgb & 0xFF) && rgb >> 16 == (rgb & 0xFF);
        return new Pixels(newWidth, newHeight, area, alpha, stillGrey);
    }

    /// On a colour, 0xRRGGBB, with nothing transparent left.
    public Pixels flattened(int rgb) {
        if (!alpha) return this;
        int[] flat = new int[argb.length];
        for (int i = 0; i < argb.length; i++) {
            float opacity = (argb[i] >>> 24) / 255f;
            int pixel = 0xFF000000;
            for (int shift = 0; shift <= 16; shift += 8) {
                float level = (argb[i] >> shift & 0xFF) * opacity + (rgb >> shift & 0xFF) * (1 - opacity);
                pixel |= level(level) << shift;
            }
            flat[i] = pixel;
        }
        return new Pixels(width, height, flat, false, false);
    }

    /// Upright, as an EXIF orientation of 1 to 8 says.
    public Pixels upright(int orientation) {
        return switch (orientation) {
            case 2 -> mirrored();
            case 3 -> turned().turned();
            case 4 -> turned().turned().mirrored();
            case 5 -> turned().mirrored();
            case 6 -> turned();
            case 7 -> turned().turned().turned().mirrored();
            case 8 -> turned().turned().turned();
            default -> this;
        };
    }

    /// Turned by a quarter, clockwise.
    public Pixels turned() {
        int newWidth = height;
        int newHeight = width;
        int[] turned = new int[argb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) turned[x * newWidth + newWidth - 1 - y] = argb[y * width + x];
        }
        return new Pixels(newWidth, newHeight, turned, alpha, grey);
    }

    /// Left and right exchanged.
    public Pixels mirrored() {
        int[] mirrored = new int[argb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) mirrored[y * width + width - 1 - x] = argb[y * width + x];
        }
        return new Pixels(width, height, mirrored, alpha, grey);
    }

    /// The 8-bit sample nearest to a number.
    static int level(float value) {
        return (int) Math.clamp(value + 0.5f, 0, 255);
    }
}
