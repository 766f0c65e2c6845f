package dev.sluice.asl.step;

/// How many items of a Map may fail before the Map does.
///
/// @param count failed items allowed
/// @param percentage failed items allowed, of all, 0 to 100
public record Tolerance(long count, double percentage) {
    /// Nothing may fail.
    public static final Tolerance NONE = new Tolerance(0, 0);

    /// Whether so many failures are too many. With both bounds set, passing either is; a bound of 0 counts as not set
    /// if the other one is.
    public boolean exceededBy(long failed, long total) {
        boolean overCount = failed > count;
        boolean overPercentage = failed > 0 && (total == 0 || failed * 100.0 / total > percentage);
        if (percentage == 0) return overCount;
        return count == 0 ? overPercentage : overCount || overPercentage;
    }
}
