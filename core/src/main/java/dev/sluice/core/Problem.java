package dev.sluice.core;

import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a document, said so that its author can mend it.
///
/// @param code stable, such as `MISSING_TRANSITION_TARGET` (AWS's diagnostic code where AWS has one)
/// @param path where: a path into the document such as `/States/Resize/Next`
/// @param message what was found and what was expected
/// @param fix what to write instead, where that is known
public record Problem(
        Severity severity,
        String code,
        String path,
        String message,
        @Nullable String fix) {
    /// Whether the document is refused for it.
    public enum Severity {
        ERROR,
        WARNING
    }

    /// A problem for which the document is refused.
    public static Problem error(String code, String path, String message) {
        return new Problem(Severity.ERROR, code, path, message, null);
    }

    /// A problem worth saying that refuses nothing.
    public static Problem warning(String code, String path, String message) {
        return new Problem(Severity.WARNING, code, path, message, null);
    }

    /// The same problem with what to write instead.
    public Problem withFix(String betterText) {
        return new Problem(severity, code, path, message, betterText);
    }
}
