package dev.sluice.asl.check;

import dev.sluice.asl.check.Spot.Language;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Problem;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Finds every problem of a definition at once. Pure; safe to call from any thread.
public final class DefinitionCheck {
    /// UTF-8 bytes of a definition, as AWS limits them.
    public static final int DEFINITION_BYTES_MAX = 1 << 20;

    /// The name under which a state that is checked on its own appears in paths, as in AWS's answers to TestState.
    public static final String LONE_STATE_NAME = "StateName";

    private DefinitionCheck() {}

    /// What is wrong with a definition's text: errors and warnings, each place's own first, in the order of the text.
    ///
    /// @return empty if there is nothing to say; a definition with warnings alone can be run
    public static List<Problem> machine(String definition, Target target) {
        return parsed(definition, new Report(), target, MachineCheck::top);
    }

    /// What is wrong with one state on its own, where no state can be missing: a TestState definition.
    ///
    /// @return paths begin with `/States/StateName`
    public static List<Problem> state(String definition, Target target) {
        return parsed(
                definition,
                new Report(),
                target,
                (root, state) ->
                        StateCheck.check(root.in(Language.JSONPATH).at("States").at(LONE_STATE_NAME), state));
    }

    private static List<Problem> parsed(String definition, Report report, Target target, Rule rule) {
        Spot root = Spot.root(report, target);
        if (definition.isBlank()) {
            root.error(Code.MISSING_DESCRIPTION, "Received a null or empty workflow input");
        } else if (Json.utf8Bytes(definition) > DEFINITION_BYTES_MAX) {
            root.refuse("Definition exceeds the limit of " + DEFINITION_BYTES_MAX + " bytes");
        } else {
            read(root, definition, rule);
        }
        return report.problems();
    }

    private static void read(Spot root, String definition, Rule rule) {
        JsonNode tree;
        try {
            tree = Json.parseStrict(definition);
        } catch (MalformedJson malformed) {
            root.error(Code.INVALID_JSON_DESCRIPTION, String.valueOf(malformed.getMessage()));
            return;
        }
        rule.check(root, tree);
    }

    /// Whether any of the problems keeps a definition from running.
    public static boolean refused(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /// AWS's text of the error `InvalidDefinition` for these problems; warnings aren't in it.
    ///
    /// @param definition the text that was checked: a refused label is told together with it
    public static String refusal(List<Problem> problems, String definition) {
        for (Problem problem : problems) {
            if (problem.code().equals(Code.INVALID_LABEL_NAME)) {
                return "Error=ValueError Args=[" + RecordedQuote.quote(problem.message()) + "] in definition '"
                        + definition + "'.";
            }
        }
        List<String> errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(problem -> problem.code() + ": " + problem.message() + " at " + problem.path())
                .toList();
        return "Invalid State Machine Definition: '" + String.join(", ", errors) + "'";
    }
}
