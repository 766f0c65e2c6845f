package dev.sluice.images;

import dev.sluice.images.pixels.Size;
import java.util.List;

/// By how much a JPEG may be shrunk while it is decoded, which saves most of the work for a thumbnail.
///
/// At least a factor of two is left to the Lanczos filter, as the decoder's own shrinking is coarse. [Operation.Resize]
/// never uses it: its result is to be the one that Pillow's `resize` computes from all pixels.
final class ShrinkOnLoad {
    /// EXIF's orientations from 5 on exchange width and height.
    private static final int LAST_UPRIGHT_ORIENTATION = 4;

    private ShrinkOnLoad() {}

    /// The factor, 1, 2, 4 or 8, at which every pipeline still has enough pixels.
    static int factor(ImageInfo info, List<Pipeline> pipelines) {
        boolean jpeg = info.format().written() == Format.JPEG;
        double least = jpeg ? VipsCodec.SHRINK_MAX * 2 : 1;
        for (Pipeline pipeline : pipelines) least = Math.min(least, room(info, pipeline));
        int factor = 1;
        while (factor < VipsCodec.SHRINK_MAX && factor * 4 <= least) factor *= 2;
        return factor;
    }

    /// How many times smaller the first change makes the picture; 1 if that can't be used.
    private static double room(ImageInfo info, Pipeline pipeline) {
        boolean onItsSide = false;
        for (Operation operation : pipeline.operations()) {
            if (operation instanceof Operation.AutoRotate) {
                onItsSide = info.orientation() > LAST_UPRIGHT_ORIENTATION;
                continue;
            }
            Size read = onItsSide ? turned(info) : new Size(info.width(), info.height());
            return room(read, operation);
        }
        return 1;
    }

    private static Size turned(ImageInfo info) {
        int width = info.height();
        int height = info.width();
        return new Size(width, height);
    }

    private static double room(Size read, Operation first) {
        return switch (first) {
            case Operation.Fit(int width, int height) -> room(read, read.within(width, height));
            case Operation.Cover(int width, int height) -> room(read, read.covering(width, height));
            case Operation.Contain(int width, int height, int _) -> room(read, read.filling(width, height));
            case Operation.Resize _,
                    Operation.Crop _,
                    Operation.AutoRotate _,
                    Operation.Rotate _,
                    Operation.Flip _,
                    Operation.Grayscale _,
                    Operation.Sepia _,
                    Operation.Adjust _,
                    Operation.Blur _,
                    Operation.Sharpen _ -> 1;
        };
    }

    private static double room(Size read, Size made) {
        return Math.min((double) read.width() / made.width(), (double) read.height() / made.height());
    }
}
