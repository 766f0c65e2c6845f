package dev.sluice.asl.check;

import java.util.Map;

/// Which fields each type of state has.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html">Structure</a>
final class StateFields {
    private static final Fields ANY = new Fields()
            .both("Type", Values::text)
            .both("Comment", Values::text)
            .both("QueryLanguage", (at, value) -> {
                // MachineCheck has looked at it, since all other fields depend on it.
            });

    private static final Fields FLOWING = Fields.from(ANY)
            .path("InputPath", Values::pathOrNull)
            .path("OutputPath", Values::pathOrNull)
            .jsonata("Output", Expressions::template);

    private static final Fields ASSIGNING = Fields.from(FLOWING)
            .path("Assign", Expressions::payloadObject)
            .jsonata("Assign", Expressions::objectOrExpression);

    private static final Fields MOVING =
            Fields.from(ASSIGNING).both("Next", Values::text).both("End", Values::isTrue);

    private static final Fields WORKING = Fields.from(MOVING)
            .path("Parameters", Expressions::payload)
            .path("ResultSelector", Expressions::payloadObject)
            .path("ResultPath", Values::resultPath)
            .both("Retry", ErrorHandlers::retry)
            .both("Catch", ErrorHandlers::caught);

    static final Map<String, Fields> BY_TYPE = Map.of(
            "Pass", pass(),
            "Task", task(),
            "Choice", choice(),
            "Wait", waiting(),
            "Succeed", FLOWING,
            "Fail", failing(),
            "Parallel", parallel(),
            "Map", map());

    private StateFields() {}

    private static Fields pass() {
        return Fields.from(MOVING)
                .path("Result", PassCheck::result)
                .path("Parameters", Expressions::payload)
                .path("ResultPath", Values::resultPath);
    }

    private static Fields task() {
        Fields fields = Fields.from(WORKING)
                .both("Resource", ResourceCheck::resource)
                .path("Credentials", Expressions::payloadObject)
                .jsonata("Credentials", Expressions::objectOrExpression)
                .jsonata("Arguments", Expressions::objectOrExpression);
        return count(count(fields, "TimeoutSeconds", 1), "HeartbeatSeconds", 1);
    }

    private static Fields choice() {
        return Fields.from(ASSIGNING).both("Choices", ChoiceCheck::choices).both("Default", Values::text);
    }

    private static Fields waiting() {
        return count(Fields.from(MOVING), "Seconds", 0)
                .both("Timestamp", Values::timestamp)
                .path("TimestampPath", Values::path);
    }

    private static Fields failing() {
        return Fields.from(ANY)
                .both("Error", Values::textOrExpression)
                .both("Cause", Values::textOrExpression)
                .path("ErrorPath", Values::selection)
                .path("CausePath", Values::selection);
    }

    private static Fields parallel() {
        return Fields.from(WORKING)
                .jsonata("Arguments", Expressions::template)
                .both("Branches", NestedMachines::branches);
    }

    private static Fields map() {
        Fields fields = Fields.from(WORKING)
                .path("ItemsPath", Values::path)
                .jsonata("Items", Expressions::arrayOrExpression)
                .path("ItemSelector", Expressions::payloadObject)
                .jsonata("ItemSelector", Expressions::objectOrExpression)
                .both("ItemProcessor", NestedMachines::itemProcessor)
                .both("Iterator", NestedMachines::itemProcessor)
                .both("ItemReader", MapCheck::itemReader)
                .both("ItemBatcher", MapCheck::itemBatcher)
                .both("ResultWriter", MapCheck::resultWriter)
                .both("Label", LabelCheck::label)
                .both("ToleratedFailurePercentage", Values.number(0, 100))
                .path("ToleratedFailurePercentagePath", Values::path);
        return count(count(fields, "MaxConcurrency", 0), "ToleratedFailureCount", 0);
    }

    /// A count, and in JSONPath its twin that takes it from the data.
    private static Fields count(Fields fields, String name, long min) {
        return fields.both(name, Values.integer(min, Values.NUMBER_MAX)).path(name + "Path", Values::path);
    }
}
