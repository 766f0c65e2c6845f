package dev.sluice.asl.step;

import org.jspecify.annotations.Nullable;

/// Why something failed.
///
/// @param error the name that Retry and Catch compare, such as `States.Timeout`; null where AWS shows none
/// @param cause text for people; null where AWS shows none
public record Failure(@Nullable String error, @Nullable String cause) {
    /// A failure with a name and no cause.
    static Failure of(String error) {
        return new Failure(error, null);
    }
}
