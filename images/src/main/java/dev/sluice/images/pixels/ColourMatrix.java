package dev.sluice.images.pixels;

/// A change of colour that is the same for every pixel: three rows, each the factors for red, green and blue and an
/// offset in the unit of an 8-bit sample.
public final class ColourMatrix {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;
    private static final int MIDDLE_GREY = 128;

    private final double[][] rows;

    private ColourMatrix(double[][] rows) {
        this.rows = rows;
    }

    /// Luma in all three, as ITU-R BT.601 weighs it.
    public static ColourMatrix grayscale() {
        double[] luma = {RED, GREEN, BLUE, 0};
        return new ColourMatrix(new double[][] {luma, luma, luma});
    }

    /// The usual brown.
    public static ColourMatrix sepia() {
        return new ColourMatrix(new double[][] {
            {0.393, 0.769, 0.189, 0}, {0.349, 0.686, 0.168, 0}, {0.272, 0.534, 0.131, 0},
        });
    }

    /// Saturation around luma, then brightness from black, then contrast around middle grey.
    public static ColourMatrix adjust(double brightness, double contrast, double saturation) {
        double[] luma = {RED, GREEN, BLUE};
        double[][] rows = new double[3][4];
        for (int to = 0; to < 3; to++) {
            for (int from = 0; from < 3; from++) {
                double mixed = (1 - saturation) * luma[from] + (to == from ? saturation : 0);
                rows[to][from] = mixed * brightness * contrast;
            }
            rows[to][3] = MIDDLE_GREY * (1 - contrast);
        }
        return new ColourMatrix(rows);
    }

    /// The factor from one colour to another, each 0 (red) to 2 (blue).
    public double factor(int to, int from) {
        return rows[to][from];
    }

    /// What is added to a colour, 0 (red) to 2 (blue).
    public double offset(int to) {
        return rows[to][3];
    }

    /// The sum of a row's factors: what grey, whose three colours are one, is multiplied with.
    public double greyFactor(int to) {
        return rows[to][0] + rows[to][1] + rows[to][2];
    }
}
