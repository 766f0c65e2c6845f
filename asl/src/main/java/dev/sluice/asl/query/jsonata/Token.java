package dev.sluice.asl.query.jsonata;

import org.jspecify.annotations.Nullable;

/// A word of an expression.
///
/// @param text an operator's sign, a name, a variable's name without `$`, or a text's characters
/// @param value what a literal or a regular expression stands for
record Token(Type type, String text, @Nullable Object value) {
    enum Type {
        OPERATOR,
        NAME,
        VARIABLE,
        STRING,
        NUMBER,
        CONSTANT,
        REGEX,
        END
    }

    boolean is(String operator) {
        return type == Type.OPERATOR && text.equals(operator);
    }
}
