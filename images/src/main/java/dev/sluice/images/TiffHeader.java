package dev.sluice.images;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// TIFF's chain of directories, one for each page (TIFF 6.0).
final class TiffHeader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int EXTRA_SAMPLES = 338;

    /// XMP, IPTC, Photoshop's resources, the colour profile.
    private static final List<Integer> METADATA = List.of(700, 33723, 34377, 34675);

    /// Red, green, blue, black and alpha; more are no photograph and would multiply the memory.
    private static final int SAMPLES_MAX = 5;

    private TiffHeader() {}

    static ImageInfo read(Bytes bytes, Limits limits) {
        TiffDirectory first = TiffDirectory.first(bytes);
        long orientation = first.number(ORIENTATION, 1);
        ImageInfo page = new ImageInfo(
                Format.TIFF,
                size(first, WIDTH),
                size(first, HEIGHT),
                pages(first, limits),
                first.has(EXTRA_SAMPLES),
                orientation >= 1 && orientation <= 8 ? (int) orientation : 1);
        return page;
    }

    private static int size(TiffDirectory page, int tag) {
        return Math.clamp(page.number(tag, 0), 0, Integer.MAX_VALUE);
    }

    private static int pages(TiffDirectory first, Limits limits) {
        Set<Long> seen = new HashSet<>();
        long metadataBytes = 0;
        int pages = 1;
        TiffDirectory page = first;
        while (true) {
            admit(page, limits);
            for (int tag : METADATA) metadataBytes += page.valueBytes(tag);
            limits.admitMetadata(metadataBytes);
            long next = page.nextOffset();
            if (next == 0) return pages;
            if (!seen.add(next)) throw ImageRefused.broken("the TIFF's pages go round in a circle");
            if (++pages > limits.framesMax()) {
                throw ImageRefused.tooLarge("more than the " + limits.framesMax() + " pages allowed");
            }
            page = page.at(next);
        }
    }

    private static void admit(TiffDirectory page, Limits limits) {
        limits.admitArea(page.number(WIDTH, 0), page.number(HEIGHT, 0));
        limits.admitArea(page.number(TILE_WIDTH, 1), page.number(TILE_HEIGHT, 1));
        long samples = page.number(SAMPLES, 1);
        if (samples > SAMPLES_MAX) {
            throw ImageRefused.unsupported("a TIFF with " + samples + " samples a pixel; at most " + SAMPLES_MAX);
        }
    }
}
