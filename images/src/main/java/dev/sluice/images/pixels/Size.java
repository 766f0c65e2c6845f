package dev.sluice.images.pixels;

/// Width and height in pixels.
public record Size(int width, int height) {
    /// The largest size of the same proportions that fits into a box, never larger than this one.
    public Size within(int boxWidth, int boxHeight) {
        double scale = Math.min(1, Math.min((double) boxWidth / width, (double) boxHeight / height));
        return scaled(scale);
    }

    /// The largest size of the same proportions that fits into a box.
    public Size filling(int boxWidth, int boxHeight) {
        return scaled(Math.min((double) boxWidth / width, (double) boxHeight / height));
    }

    /// The smallest size of the same proportions that covers a box.
    public Size covering(int boxWidth, int boxHeight) {
        Size scaled = scaled(Math.max((double) boxWidth / width, (double) boxHeight / height));
        return new Size(Math.max(boxWidth, scaled.width), Math.max(boxHeight, scaled.height));
    }

    private Size scaled(double scale) {
        return new Size(
                Math.clamp(Math.round(width * scale), 1, Integer.MAX_VALUE),
                Math.clamp(Math.round(height * scale), 1, Integer.MAX_VALUE));
    }
}
