package dev.sluice.asl.model;

import org.jspecify.annotations.Nullable;

/// How a state turns its input into arguments and its result into output. A null member is absent from the definition.
///
/// @param arguments JSONPath's `Parameters` or JSONata's `Arguments`
/// @param output JSONata's `Output`
/// @param assign the variables it sets
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html">I/O</a>
public record DataFlow(
        @Nullable PathFilter inputPath,
        @Nullable Template arguments,
        @Nullable Template resultSelector,
        @Nullable Placement resultPath,
        @Nullable PathFilter outputPath,
        @Nullable Template output,
        @Nullable Template assign) {
    static final DataFlow NONE = new DataFlow(null, null, null, null, null, null, null);

    /// Whether what comes in goes out as it is, so that nothing needs to be evaluated.
    public boolean transparent() {
        return this.equals(NONE);
    }
}
