package dev.sluice.asl.query;

/// A path, intrinsic call, template or expression that can't be compiled.
///
/// The message says what is wrong for the person who wrote it; [#location()] says where inside a template.
public final class InvalidQuery extends RuntimeException {
    private final String location;

    InvalidQuery(String message) {
        this(message, "");
    }

    InvalidQuery(String message, String location) {
        super(message, null, false, false);
        this.location = location;
    }

    /// What is wrong.
    public String text() {
        return String.valueOf(getMessage());
    }

    /// Keys and indices inside the template, such as `a[0]/b`; empty for its top and for a single expression.
    public String location() {
        return location;
    }
}
