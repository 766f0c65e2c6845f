package dev.sluice.images.pixels;

import java.util.Arrays;

/// Computes each pixel from a window of others, first along rows, then along columns. Colours are weighed by how
/// opaque they are, so that what can't be seen doesn't bleed into what can.
final class Resampling {
    private static final int CHANNELS = 4;

    private Resampling() {}

    static Pixels apply(Pixels source, Weights columns, Weights rows) {
        float[] narrow = alongRows(source, columns);
        int width = columns.length();
        int[] argb = new int[width * rows.length()];
        float[] sums = new float[CHANNELS];
        for (int y = 0; y < rows.length(); y++) {
            float[] window = rows.weights(y);
            for (int x = 0; x < width; x++) {
                Arrays.fill(sums, 0);
                for (int k = 0; k < window.length; k++) {
                    int at = ((rows.first(y) + k) * width + x) * CHANNELS;
                    for (int c = 0; c < CHANNELS; c++) sums[c] += window[k] * narrow[at + c];
                }
                argb[y * width + x] = pack(sums);
            }
        }
        return new Pixels(width, rows.length(), argb, source.alpha(), source.grey());
    }

    private static float[] alongRows(Pixels source, Weights columns) {
        int width = columns.length();
        float[] narrow = new float[Math.multiplyExact(Math.multiplyExact(width, source.height()), CHANNELS)];
        float[] row = new float[source.width() * CHANNELS];
        for (int y = 0; y < source.height(); y++) {
            premultiply(source, y, row);
            for (int x = 0; x < width; x++) {
                float[] window = columns.weights(x);
                int to = (y * width + x) * CHANNELS;
                for (int k = 0; k < window.length; k++) {
                    int at = (columns.first(x) + k) * CHANNELS;
                    for (int c = 0; c < CHANNELS; c++) narrow[to + c] += window[k] * row[at + c];
                }
            }
        }
        return narrow;
    }

    private static void premultiply(Pixels source, int y, float[] row) {
        for (int x = 0; x < source.width(); x++) {
            int pixel = source.argb()[y * source.width() + x];
            float opacity = pixel >>> 24;
            float share = opacity / 255;
            row[x * CHANNELS] = (pixel >> 16 & 0xFF) * share;
            row[x * CHANNELS + 1] = (pixel >> 8 & 0xFF) * share;
            row[x * CHANNELS + 2] = (pixel & 0xFF) * share;
            row[x * CHANNELS + 3] = opacity;
        }
    }

    private static int pack(float[] premultiplied) {
        float opacity = Math.clamp(premultiplied[3], 0, 255);
        float share = opacity == 0 ? 0 : 255 / opacity;
        return Pixels.level(opacity) << 24
                | Pixels.level(premultiplied[0] * share) << 16
                | Pixels.level(premultiplied[1] * share) << 8
                | Pixels.level(premultiplied[2] * share);
    }
}
