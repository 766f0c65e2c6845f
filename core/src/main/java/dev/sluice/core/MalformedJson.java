package dev.sluice.core;

import org.jspecify.annotations.Nullable;

/// A text that should have been JSON and isn't. The message says what was found and where, never the text itself.
public final class MalformedJson extends RuntimeException {
    MalformedJson(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
