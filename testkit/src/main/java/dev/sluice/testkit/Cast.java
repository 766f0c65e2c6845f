package dev.sluice.testkit;

import dev.sluice.asl.step.TaskCall;
import dev.sluice.core.Json;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The scripts of one run and how far each has been played.
final class Cast {
    private final Map<String, Script> scripts;
    private final Map<String, Integer> played = new HashMap<>();

    Cast(Map<String, Script> scripts) {
        this.scripts = scripts;
    }

    /// A script nobody can play is a typing mistake. @throws CannotRun naming it
    static void check(Set<String> scripted, JsonNode definition) {
        Set<String> known = new LinkedHashSet<>();
        boolean complete = TaskNames.collect(definition, known);
        for (String name : scripted) {
            if (complete && !known.contains(name)) {
                throw new CannotRun("No task is called '" + name + "'. This machine's tasks answer to: "
                        + String.join(", ", known));
            }
        }
    }

    /// The answer to a call. @throws CannotRun if no script has one
    Script.Reply reply(String state, TaskCall call) {
        for (String name : TaskNames.of(state, call.resource(), call.parameters())) {
            Script script = scripts.get(name);
            if (script == null) continue;
            int number = played.merge(name, 1, Integer::sum) - 1;
            return script.reply(number)
                    .orElseThrow(() -> new CannotRun("The script '" + name + "' has no answer left for call number "
                            + (number + 1) + ": state '" + state + "' calls " + describe(call)));
        }
        throw new CannotRun("State '" + state + "' has no script: it calls " + describe(call)
                + ". Give one under the state's name, the Resource, or the function's name.");
    }

    private static String describe(TaskCall call) {
        return call.resource().arn() + " with " + Json.write(call.parameters());
    }
}
