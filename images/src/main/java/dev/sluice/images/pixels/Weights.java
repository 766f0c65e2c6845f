package dev.sluice.images.pixels;

/// For each pixel of a line to be made: where in the line that is read its window begins, and what each pixel in the
/// window counts. The weights of a window sum to 1.
final class Weights {
    private static final int LOBES = 3;

    /// Past this many standard deviations a Gaussian adds less than half a level.
    private static final double SIGMAS = 3;

    private final int[] first;
    private final float[][] weights;

    private Weights(int length) {
        first = new int[length];
        weights = new float[length][];
    }

    int length() {
        return first.length;
    }

    int first(int index) {
        return first[index];
    }

    float[] weights(int index) {
        return weights[index];
    }

    /// Lanczos with three lobes, widened when shrinking so that every pixel read counts.
    static Weights lanczos(int from, int to) {
        double scale = (double) from / to;
        double widening = Math.max(1, scale);
        Weights all = new Weights(to);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            double reach = LOBES * widening;
            int low = Math.max(0, (int) (centre - reach + 0.5));
            int high = Math.min(from, (int) (centre + reach + 0.5));
            double[] window = new double[Math.max(1, high - low)];
            for (int k = 0; k < window.length; k++) window[k] = lanczos((low + k + 0.5 - centre) / widening);
            all.set(i, Math.min(low, from - 1), window);
        }
        return all;
    }

    private static double lanczos(double x) {
        if (x <= -LOBES || x >= LOBES) return 0;
        return x == 0 ? 1 : sine(x) * sine(x / LOBES);
    }

    private static double sine(double x) {
        double angle = x * Math.PI;
        return angle == 0 ? 1 : Math.sin(angle) / angle;
    }

    /// A Gaussian of a standard deviation in pixels; at the ends of the line what is there counts for what is missing.
    static Weights gaussian(int length, double sigma) {
        int reach = Math.max(1, (int) Math.ceil(SIGMAS * sigma));
        Weights all = new Weights(length);
        for (int i = 0; i < length; i++) {
            int low = Math.max(0, i - reach);
            int high = Math.min(length - 1, i + reach);
            double[] window = new double[high - low + 1];
            for (int at = i - reach; at <= i + reach; at++) {
                int within = Math.clamp(at, low, high) - low;
                window[within] += Math.exp(-(at - i) * (at - i) / (2 * sigma * sigma));
            }
            all.set(i, low, window);
        }
        return all;
    }

    private void set(int index, int low, double[] window) {
        double sum = 0;
        for (double weight : window) sum += weight;
        float[] scaled = new float[window.length];
        for (int k = 0; k < window.length; k++) scaled[k] = (float) (window[k] / sum);
        first[index] = low;
        weights[index] = scaled;
    }
}
