package dev.sluice.asl.check;

import dev.sluice.asl.check.Spot.Language;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One machine: the definition itself, a branch of a Parallel state or the item processor of a Map state.
final class MachineCheck {
    /// Machines inside machines; a bound of our own, far beyond what people write.
    static final int NESTING_MAX = 100;

    private static final Fields NESTED = new Fields()
            .both("StartAt", Values::text)
            .both("States", MachineCheck::states)
            .both("Comment", Values::text);

    private static final Fields TOP = Fields.from(NESTED)
            .both("Version", Values.oneOf("1.0"))
            .both("QueryLanguage", MachineCheck::language)
            .both("TimeoutSeconds", Values.integer(1, Values.NUMBER_MAX));

    private static final Fields ITEM_PROCESSOR = Fields.from(NESTED).both("ProcessorConfig", MapCheck::processorConfig);

    private MachineCheck() {}

    /// The definition itself.
    static void top(Spot root, JsonNode machine) {
        if (!machine.isObject()) {
            root.error(Code.INVALID_JSON_DESCRIPTION, "Expected value of type Object");
            return;
        }
        boolean jsonata = machine.path("QueryLanguage").asString("").equals(Language.JSONATA.word);
        Spot at = jsonata ? root.in(Language.JSONATA).withTopLanguage(Language.JSONATA) : root;
        check(at, machine, TOP);
    }

    /// A branch.
    static void branch(Spot at, JsonNode machine) {
        nested(at, machine, NESTED);
    }

    /// An item processor.
    static void itemProcessor(Spot at, JsonNode machine) {
        nested(at, machine, ITEM_PROCESSOR);
    }

    private static void nested(Spot at, JsonNode machine, Fields fields) {
        if (at.nesting() > NESTING_MAX) {
            at.error(Code.TOO_DEEPLY_NESTED, "The states are too deeply nested");
        } else if (machine.isObject()) {
            check(at, machine, fields);
        } else {
            at.refuse("Expected value of type Object");
        }
    }

    private static void check(Spot at, JsonNode machine, Fields fields) {
        Fields.require(at, machine, "StartAt", "States");
        fields.check(at, machine);
        Transitions.check(at, machine);
    }

    private static void language(Spot at, JsonNode value) {
        Values.oneOf(Language.JSONPATH.word, Language.JSONATA.word).check(at, value);
    }

    private static void states(Spot at, JsonNode states) {
        if (!states.isObject()) {
            at.refuse("Expected value of type Object");
        } else if (states.isEmpty()) {
            at.refuse("Value cannot be empty");
        } else {
            for (Map.Entry<String, JsonNode> state : states.properties()) {
                Spot place = at.at(state.getKey());
                StateCheck.name(place, state.getKey());
                StateCheck.check(place, state.getValue());
            }
        }
    }
}
