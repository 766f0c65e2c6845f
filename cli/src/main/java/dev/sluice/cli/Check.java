package dev.sluice.cli;

import dev.sluice.asl.check.DefinitionCheck;
import dev.sluice.asl.check.Target;
import dev.sluice.core.Problem;
import java.io.PrintStream;
import java.util.List;

/// `sluice check`: every problem of a definition, a line each.
final class Check {
    private Check() {}

    /// @return 0 if the definition would be accepted, else 1
    static int print(String definition, PrintStream out) {
        List<Problem> problems = DefinitionCheck.machine(definition, Target.STANDARD);
        for (Problem problem : problems) {
            out.println(problem.severity() + " " + problem.code() + " " + problem.path() + ": " + problem.message());
            if (problem.fix() != null) out.println("  fix: " + problem.fix());
        }
        boolean refused = DefinitionCheck.refused(problems);
        out.println(refused ? "This definition would be refused." : "This definition would be accepted.");
        return refused ? 1 : 0;
    }
}
