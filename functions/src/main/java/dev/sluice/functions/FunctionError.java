package dev.sluice.functions;

/// A function's own failure: what a handler throws.
public final class FunctionError extends RuntimeException {
    private final String type;

    /// @param type the error's name as a state machine's ErrorEquals sees it
    public FunctionError(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    /// The error's name.
    public String type() {
        return type;
    }
}
