package dev.sluice.asl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.Json;
import dev.sluice.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whether the checker and AWS, as recorded beside the checkout, agree on what may be created.
class RecordedDefinitionsTest {
    private static final Path RECORDED = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(directory -> directory.resolve("shared/conformance/stepfunctions"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("absent"));

    @Test
    void what_aws_created_is_accepted() throws IOException {
        assumeTrue(Files.isDirectory(RECORDED), "the recorded answers aren't beside the checkout");
        List<String> refused = new ArrayList<>();
        for (Path file : files()) {
            JsonNode recorded = Json.parse(Files.readAllBytes(file));
            for (JsonNode step : recorded.path("steps")) refusals(step, file).forEach(refused::add);
        }
        assertThat(refused).isEmpty();
    }

    private static Stream<String> refusals(JsonNode step, Path file) {
        JsonNode definition = step.path("params").path("definition");
        boolean creates = definition.isObject()
                && !step.path("fails").asBoolean(false)
                && (step.path("call").asString("").equals("CreateStateMachine")
                        || step.path("call").asString("").equals("UpdateStateMachine"));
        if (!creates) return Stream.empty();
        boolean express = step.path("params").path("type").asString("").equals("EXPRESS");
        String text = Json.write(definition);
        List<Problem> problems = DefinitionCheck.machine(text, Target.STANDARD.asExpress(express));
        return problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(problem -> file.getFileName() + ": " + problem + "\n");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(RECORDED)) {
            return walk.filter(path -> path.toString().endsWith(".json")).toList();
        }
    }
}
