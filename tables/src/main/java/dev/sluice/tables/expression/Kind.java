package dev.sluice.tables.expression;

import dev.sluice.core.Refused;

/// Which parameter an expression came in; its messages begin with the name.
public enum Kind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    PROJECTION("ProjectionExpression"),
    UPDATE("UpdateExpression");

    private final String parameter;

    Kind(String parameter) {
        this.parameter = parameter;
    }

    /// The parameter's name on the wire.
    public String parameter() {
        return parameter;
    }

    /// An error in an expression of this kind.
    Refused invalid(String message) {
        return new Refused("ValidationException", "Invalid " + parameter + ": " + message);
    }
}
