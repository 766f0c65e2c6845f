package dev.sluice.gateway.stepfunctions;

import dev.sluice.asl.check.DefinitionCheck;
import dev.sluice.asl.check.Target;
import dev.sluice.core.Json;
import dev.sluice.core.Problem;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Checking definitions: before a machine is created or changed, and on request.
final class Definitions {
    private static final int DIAGNOSTICS_MAX = 100;

    private final Target target;

    Definitions(Predicate<String> runs) {
        this.target = new Target(false, runs);
    }

    /// Refuses a definition with errors as AWS does.
    void require(String definition, Machine.Type type) {
        refuse(DefinitionCheck.machine(definition, target(type)), definition);
    }

    /// Refuses a state on its own, or a machine, that is to be tested.
    ///
    /// @param mocked whether nothing is really called, so that any service may be named
    void requireTestable(String definition, boolean machine, boolean mocked) {
        Target tested = mocked ? Target.STANDARD : target;
        refuse(
                machine ? DefinitionCheck.machine(definition, tested) : DefinitionCheck.state(definition, tested),
                definition);
    }

    private static void refuse(List<Problem> problems, String definition) {
        if (DefinitionCheck.refused(problems)) {
            throw new Refused("InvalidDefinition", DefinitionCheck.refusal(problems, definition));
        }
    }

    private Target target(Machine.Type type) {
        return target.asExpress(type == Machine.Type.EXPRESS);
    }

    /// ValidateStateMachineDefinition.
    JsonNode validate(JsonNode input) {
        List<Problem> problems =
                DefinitionCheck.machine(Input.required(input, "definition"), target(MachineOperations.type(input)));
        boolean warnings = input.path("severity").asString("ERROR").equals("WARNING");
        int asked = input.path("maxResults").asInt(0);
        int most = asked == 0 ? DIAGNOSTICS_MAX : Math.min(asked, DIAGNOSTICS_MAX);
        List<Problem> shown = problems.stream()
                .filter(problem -> warnings || problem.severity() == Problem.Severity.ERROR)
                .toList();
        ArrayNode diagnostics = Json.array();
        shown.stream().limit(most).forEach(problem -> diagnostics.add(diagnostic(problem)));
        return new Answer()
                .text("result", DefinitionCheck.refused(problems) ? "FAIL" : "OK")
                .node("diagnostics", diagnostics)
                .flag("truncated", shown.size() > most)
                .build();
    }

    private static JsonNode diagnostic(Problem problem) {
        return new Answer()
                .text("severity", problem.severity().name())
                .text("code", problem.code())
                .text("message", problem.message())
                .text("location", problem.path())
                .build();
    }
}
