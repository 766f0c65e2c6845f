package dev.sluice.asl.step;

/// How many items of a Map may fail before the Map does.
///
/// @param count failed items allowed
/// @param percentage failed items allowed, of all, 0 to 100
public record Tolerance(long count, double percentage) {
    /// Nothing may fail.
    public static final Tolerance NONE = new Tolerance(0, 0);

    /// Whether so many failures are too many.
    public boolean exceededBy(long failed, long total) {
        if (failed == 0) return false;
        boolean overCount = failed > count;
        boolean overPercentage = total == 0 || failed * 100.0 / total > percentage;
        if (count == 0 && percentage == 0) return true;
        if (count == 0) return overPercentage;
        if (percentage == 0) return overCount;
        return overCount || overPercentage;
    }
}
