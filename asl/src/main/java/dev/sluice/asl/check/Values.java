package dev.sluice.asl.check;

import dev.sluice.asl.query.InvalidQuery;
import dev.sluice.asl.query.JsonPath;
import dev.sluice.asl.query.JsonataExpression;
import dev.sluice.asl.query.ReferencePath;
import dev.sluice.asl.query.Selection;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Rules for single values: types, ranges, paths and expressions.
final class Values {
    /// Largest count of seconds, attempts or items AWS takes.
    static final long NUMBER_MAX = 99_999_999;

    private Values() {}

    static void text(Spot at, JsonNode value) {
        if (!value.isString()) at.refuse("Expected value of type String");
    }

    static void bool(Spot at, JsonNode value) {
        if (!value.isBoolean()) at.refuse("Expected value of type Boolean");
    }

    static void anything(Spot at, JsonNode value) {
        // Result and Comment-like fields take every JSON value.
    }

    static void object(Spot at, JsonNode value) {
        if (!value.isObject()) at.refuse("Expected value of type Object");
    }

    static void isTrue(Spot at, JsonNode value) {
        if (!value.isBoolean()) at.refuse("Expected value of type Boolean");
        else if (!value.asBoolean()) at.refuse("End can only be true", "Leave End out and name a state in Next");
    }

    static Rule oneOf(String... words) {
        List<String> allowed = List.of(words);
        return (at, value) -> {
            if (!value.isString()) at.refuse("Expected value of type String");
            else if (!allowed.contains(value.asString())) at.refuse("Value must be one of the following: " + allowed);
        };
    }

    /// An integer in a range; in JSONata an expression as well.
    static Rule integer(long min, long max) {
        return (at, value) -> {
            if (expression(at, value)) return;
            if (!value.isIntegralNumber()) at.refuse("Expected value of type Integer");
            else inRange(at, value, min, max);
        };
    }

    /// A number in a range; in JSONata an expression as well.
    static Rule number(long min, long max) {
        return (at, value) -> {
            if (expression(at, value)) return;
            if (!value.isNumber()) at.refuse("Expected value of type Number");
            else inRange(at, value, min, max);
        };
    }

    private static void inRange(Spot at, JsonNode value, long min, long max) {
        BigDecimal number = value.decimalValue();
        boolean tooSmall = number.compareTo(BigDecimal.valueOf(min)) < 0;
        boolean tooBig = number.compareTo(BigDecimal.valueOf(max)) > 0;
        if (tooSmall || tooBig) at.refuse("Value must be between " + min + " and " + max);
    }

    /// A string; in JSONata the expression in it, if it is one, must compile.
    static void textOrExpression(Spot at, JsonNode value) {
        if (!value.isString()) {
            at.refuse("Expected value of type String");
        } else if (!expression(at, value) && !at.jsonata()) {
            suspectPath(at, value.asString());
        }
    }

    private static void suspectPath(Spot at, String text) {
        if (text.startsWith("$.") || text.startsWith("$$.")) {
            at.warn(Code.NO_PATH, "Field value looks like a path, but field name does not end with 'Path'");
        }
    }

    /// An ISO 8601 time; in JSONata an expression as well. Whether it is a time shows when it runs, as with AWS.
    static void timestamp(Spot at, JsonNode value) {
        textOrExpression(at, value);
    }

    /// A path that may select anything.
    static void path(Spot at, JsonNode value) {
        if (!value.isString()) {
            at.refuse("Expected value of type String");
        } else if (!value.asString().startsWith("$")) {
            at.refuse("Value is not a valid JSONPath: path didn't start with '$'");
        } else {
            compiles(at, "Value is not a valid JSONPath: ", () -> JsonPath.compile(value.asString()));
        }
    }

    /// A path, or null for "nothing".
    static void pathOrNull(Spot at, JsonNode value) {
        if (!value.isNull()) path(at, value);
    }

    /// A path, an intrinsic call: what Items, ErrorPath and CausePath take.
    static void selection(Spot at, JsonNode value) {
        if (!value.isString()) {
            at.refuse("Expected value of type String");
        } else {
            String message = "Value must be a valid JSONPath or a valid intrinsic function call: ";
            compiles(at, message, () -> Selection.compile(value.asString()));
        }
    }

    /// A path to exactly one value to compare, as Choice rules need it.
    static void variable(Spot at, JsonNode value) {
        if (!value.isString()) {
            at.refuse("Expected value of type String");
        } else if (startsAsReference(at, value.asString())) {
            compiles(at, "Value is not a Reference Path: ", () -> JsonPath.compile(value.asString()));
        }
    }

    /// A place to put a result, or null to drop it.
    static void resultPath(Spot at, JsonNode value) {
        if (value.isNull()) return;
        if (!value.isString()) {
            at.refuse("Expected value of type String");
        } else if (startsAsReference(at, value.asString())) {
            compiles(at, "Value is not a Reference Path: ", () -> ReferencePath.compile(value.asString()));
        }
    }

    private static boolean startsAsReference(Spot at, String path) {
        if (path.startsWith("$")) return true;
        at.refuse("Value is not a Reference Path: Reference path didn't start with '$'");
        return false;
    }

    /// Whether the value is an expression of JSONata, in a place where that is the language; checks it if so.
    static boolean expression(Spot at, JsonNode value) {
        if (!at.jsonata() || !value.isString() || !JsonataExpression.isExpression(value.asString())) return false;
        compiles(at, "", () -> Expressions.compile(value.asString()));
        return true;
    }

    private static void compiles(Spot at, String prefix, Runnable compilation) {
        try {
            compilation.run();
        } catch (InvalidQuery invalid) {
            at.refuse(prefix + Expressions.withoutCode(invalid.text()));
        }
    }
}
