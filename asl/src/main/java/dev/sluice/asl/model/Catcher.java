package dev.sluice.asl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `Catch`.
///
/// @param next the state that goes on
/// @param resultPath where the error output goes; null for the default `$`
/// @param output JSONata's `Output`; null for the error output itself
/// @param assign the variables it sets; null for none
public record Catcher(
        List<String> errors,
        String next,
        @Nullable Placement resultPath,
        @Nullable Template output,
        @Nullable Template assign) {
    /// Copies the list.
    public Catcher {
        errors = List.copyOf(errors);
    }
}
