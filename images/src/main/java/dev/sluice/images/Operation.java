package dev.sluice.images;

/// One change to a picture. An instance that exists is within its bounds.
public sealed interface Operation {
    /// Longest side that can be asked for, in pixels: JPEG's own limit.
    int SIDE_MAX = 65_535;

    /// Exactly this size, whatever becomes of the proportions; Lanczos with three lobes, as Pillow's
    /// `resize(size, Image.LANCZOS)`.
    record Resize(int width, int height) implements Operation {
        public Resize {
            side(width);
            side(height);
        }
    }

    /// As large as fits into this box in its own proportions; a smaller picture stays as it is.
    record Fit(int width, int height) implements Operation {
        public Fit {
            side(width);
            side(height);
        }
    }

    /// Exactly this size in its own proportions: what hangs over is cut off on both sides alike.
    record Cover(int width, int height) implements Operation {
        public Cover {
            side(width);
            side(height);
        }
    }

    /// Exactly this size in its own proportions, with bars of a colour.
    ///
    /// @param rgb the bars' colour as 0xRRGGBB
    record Contain(int width, int height, int rgb) implements Operation {
        public Contain {
            side(width);
            side(height);
            colour(rgb);
        }
    }

    /// A part. It is refused when the picture turns out not to contain it.
    record Crop(int left, int top, int width, int height) implements Operation {
        public Crop {
            if (left < 0 || top < 0) throw new IllegalArgumentException("a crop begins at 0,0 or later");
            side(width);
            side(height);
        }
    }

    /// Upright, as EXIF's orientation says.
    record AutoRotate() implements Operation {}

    /// Turned clockwise.
    ///
    /// @param quarters 1 to 3 quarters of a turn
    record Rotate(int quarters) implements Operation {
        public Rotate {
            if (quarters < 1 || quarters > 3) throw new IllegalArgumentException("1 to 3 quarters: " + quarters);
        }
    }

    /// Mirrored, left and right or top and bottom exchanged.
    record Flip(boolean topToBottom) implements Operation {}

    /// Without colour: luma as in ITU-R BT.601, as Pillow's mode `L`.
    record Grayscale() implements Operation {}

    /// Brown as an old photograph.
    record Sepia() implements Operation {}

    /// Brightness, contrast and saturation, each as a factor: 1 changes nothing, 0 makes black, middle grey or
    /// colourless; at most 4.
    record Adjust(double brightness, double contrast, double saturation) implements Operation {
        public Adjust {
            factor(brightness);
            factor(contrast);
            factor(saturation);
        }
    }

    /// Gaussian blur.
    ///
    /// @param sigma standard deviation in pixels, above 0, at most 50
    record Blur(double sigma) implements Operation {
        public Blur {
            deviation(sigma);
        }
    }

    /// Unsharp mask: what a blur takes away is added again.
    ///
    /// @param sigma of the blur in pixels, above 0, at most 50
    /// @param amount how much of it is added, up to 4
    record Sharpen(double sigma, double amount) implements Operation {
        public Sharpen {
            deviation(sigma);
            factor(amount);
        }
    }

    private static void side(int pixels) {
        if (pixels < 1 || pixels > SIDE_MAX) throw new IllegalArgumentException("1 to " + SIDE_MAX + ": " + pixels);
    }

    private static void colour(int rgb) {
        if (rgb < 0 || rgb > 0xFFFFFF) throw new IllegalArgumentException("a colour is 0xRRGGBB");
    }

    private static void factor(double factor) {
        if (!(factor >= 0 && factor <= 4)) throw new IllegalArgumentException("0 to 4: " + factor);
    }

    private static void deviation(double sigma) {
        if (!(sigma > 0 && sigma <= 50)) throw new IllegalArgumentException("above 0, at most 50: " + sigma);
    }
}
