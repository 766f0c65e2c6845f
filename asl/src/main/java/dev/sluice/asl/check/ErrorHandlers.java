package dev.sluice.asl.check;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/// Retry and Catch.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Error handling</a>
final class ErrorHandlers {
    private static final String ALL = "States.ALL";

    private static final Fields RETRIER = new Fields()
            .both("Comment", Values::text)
            .both("ErrorEquals", ErrorHandlers::errorEquals)
            .both("IntervalSeconds", Values.integer(1, Values.NUMBER_MAX))
            .both("MaxAttempts", Values.integer(0, Values.NUMBER_MAX))
            .both("BackoffRate", Values.number(1, Values.NUMBER_MAX))
            .both("MaxDelaySeconds", Values.integer(1, 31_622_400))
            .both("JitterStrategy", Values.oneOf("FULL", "NONE"));

    private static final Fields CATCHER = new Fields()
            .both("Comment", Values::text)
            .both("ErrorEquals", ErrorHandlers::errorEquals)
            .both("Next", Values::text)
            .path("ResultPath", Values::resultPath)
            .path("Assign", Expressions::payloadObject)
            .jsonata("Assign", Expressions::objectOrExpression)
            .jsonata("Output", Expressions::template);

    private ErrorHandlers() {}

    static void retry(Spot at, JsonNode value) {
        each(at, value, (place, retrier) -> {
            RETRIER.check(place, retrier);
            Fields.require(place, retrier, "ErrorEquals");
            delays(place, retrier);
        });
    }

    private static void delays(Spot at, JsonNode retrier) {
        JsonNode most = retrier.path("MaxDelaySeconds");
        JsonNode first = retrier.path("IntervalSeconds");
        boolean both = most.isIntegralNumber() && first.isIntegralNumber();
        if (both && most.bigIntegerValue().compareTo(first.bigIntegerValue()) <= 0) {
            at.at("MaxDelaySeconds").refuse("MaxDelaySeconds must be greater than IntervalSeconds");
        }
    }

    static void caught(Spot at, JsonNode value) {
        each(at, value, (place, catcher) -> {
            CATCHER.check(place, catcher);
            Fields.require(place, catcher, "ErrorEquals", "Next");
        });
    }

    private static void each(Spot at, JsonNode value, BiConsumer<Spot, JsonNode> rule) {
        if (!value.isArray()) {
            at.refuse("Expected value of type Array");
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            if (!value.get(i).isObject()) {
                at.at(i).refuse("Expected value of type Object");
            } else {
                rule.accept(at.at(i), value.get(i));
                if (i < value.size() - 1) notLast(at.at(i), value.get(i).path("ErrorEquals"));
            }
        }
    }

    private static void notLast(Spot at, JsonNode errors) {
        for (JsonNode error : errors) {
            if (error.asString("").equals(ALL)) {
                at.at("ErrorEquals").refuse("States.ALL must appear in the last element of the array");
            }
        }
    }

    private static void errorEquals(Spot at, JsonNode value) {
        if (!value.isArray()) {
            at.refuse("Expected value of type Array");
            return;
        }
        if (value.isEmpty()) at.refuse("Value cannot be empty");
        for (int i = 0; i < value.size(); i++) {
            Values.text(at.at(i), value.get(i));
            if (value.size() > 1 && value.get(i).asString("").equals(ALL)) {
                at.refuse("States.ALL must appear alone in the ErrorEquals array");
            }
        }
    }
}
