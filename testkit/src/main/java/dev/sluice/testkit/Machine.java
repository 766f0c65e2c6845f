package dev.sluice.testkit;

import dev.sluice.asl.check.DefinitionCheck;
import dev.sluice.asl.check.Target;
import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.step.Identity;
import dev.sluice.asl.step.Interpreter;
import dev.sluice.asl.step.Quotas;
import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A state machine to be run in a test, with scripts for its tasks. Immutable: a test may build on another's.
///
/// ```java
/// var run = Machine.of(Path.of("pipeline.asl.json"))
///         .task("resize-image", failsTimes(2, "Busy").thenAnswers("{}"))
///         .run("{}");
/// ```
public final class Machine {
    private final String name;
    private final JsonNode definition;
    private final Map<String, Script> scripts;
    private final Limits limits;

    private Machine(String name, JsonNode definition, Map<String, Script> scripts, Limits limits) {
        this.name = name;
        this.definition = definition;
        this.scripts = Map.copyOf(scripts);
        this.limits = limits;
    }

    /// Reads a definition file, whose name up to the first dot names the machine.
    ///
    /// @throws CannotRun listing every mistake in it
    /// @throws UncheckedIOException if it can't be read
    public static Machine of(Path file) {
        try {
            String fileName = String.valueOf(file.getFileName());
            int dot = fileName.indexOf('.');
            return of(dot > 0 ? fileName.substring(0, dot) : fileName, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    /// Takes a definition's text. @throws CannotRun listing every mistake in it
    public static Machine of(String definition) {
        return of("machine", definition);
    }

    private static Machine of(String name, String definition) {
        List<Problem> problems = DefinitionCheck.machine(definition, Target.STANDARD);
        if (DefinitionCheck.refused(problems)) {
            StringBuilder text = new StringBuilder("The definition of '" + name + "' would be refused:");
            for (Problem problem : problems) {
                text.append("\n  ").append(problem.code()).append(" at ").append(problem.path());
                text.append(": ").append(problem.message());
            }
            throw new CannotRun(text.toString());
        }
        return new Machine(name, Json.parseStrict(definition), Map.of(), Limits.DEFAULT);
    }

    /// What a task answers.
    ///
    /// @param task the state's name; or, for all states alike, the Resource, the function's or activity's name, or
    ///     `service:operation` such as `sqs:sendMessage`. Where several fit, the first of this list counts
    public Machine task(String task, Script script) {
        return tasks(Map.of(task, script));
    }

    /// Scripts for several tasks, as by [#task(String, Script)]; those of a [MockFile] for example.
    public Machine tasks(Map<String, Script> more) {
        Map<String, Script> all = new LinkedHashMap<>(scripts);
        all.putAll(more);
        return new Machine(name, definition, all, limits);
    }

    /// The time at which the run begins; 2026-01-01T00:00:00Z unless said otherwise.
    public Machine startingAt(Instant start) {
        return with(new Limits(start, limits.timeMax(), limits.statesMax(), limits.seed()));
    }

    /// How much virtual time may pass; a year unless said otherwise.
    public Machine timeMax(Duration max) {
        return with(new Limits(limits.start(), max, limits.statesMax(), limits.seed()));
    }

    /// How many states may be entered; 5,000 unless said otherwise.
    public Machine statesMax(int max) {
        return with(new Limits(limits.start(), limits.timeMax(), max, limits.seed()));
    }

    /// Another series of random numbers for jitter, `States.UUID`, `$random()` and the like.
    public Machine seed(long seed) {
        return with(new Limits(limits.start(), limits.timeMax(), limits.statesMax(), seed));
    }

    private Machine with(Limits other) {
        return new Machine(name, definition, scripts, other);
    }

    /// The machine's name.
    public String name() {
        return name;
    }

    /// Runs it to its end. @param inputJson the execution's input
    ///
    /// @throws CannotRun if a task has no script, a script no task, or the machine doesn't end
    public MachineRun run(String inputJson) {
        return run(Json.parse(inputJson));
    }

    /// As [#run(String)].
    public MachineRun run(JsonNode input) {
        Cast.check(scripts.keySet(), definition);
        if (Interpreter.tooLarge(input)) throw new CannotRun("The input is over AWS's quota of 262,144 bytes.");
        Interpreter interpreter =
                new Interpreter((_, entry, attempt) -> "token-" + entry + "-" + attempt, Quotas.STANDARD);
        Simulation simulation = new Simulation(interpreter, new Cast(scripts), limits);
        Lane lane = simulation.run(StateMachine.parse(definition), identity(), input);
        return new MachineRun(lane.execution, simulation.facts(), simulation.elapsed());
    }

    private Identity identity() {
        String region = Arn.DEFAULT_REGION;
        String account = Arn.DEFAULT_ACCOUNT;
        return new Identity(
                Arn.of("states", region, account, "execution:" + name + ":test").toString(),
                "test",
                Arn.of("iam", "", account, "role/test").toString(),
                Arn.of("states", region, account, "stateMachine:" + name).toString(),
                name,
                region);
    }
}
