package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may know whom. The picture is in ARCHITECTURE.md; a wrong direction fails here.
class ArchitectureTest {
    private static final Set<String> STAGE = Set.of("core", "journal");

    /// For each module the modules it may know.
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("asl", Set.of("core")),
            Map.entry("journal", Set.of("core")),
            Map.entry("images", Set.of("core")),
            Map.entry("objects", STAGE),
            Map.entry("events", STAGE),
            Map.entry("tables", STAGE),
            Map.entry("logs", STAGE),
            Map.entry("functions", STAGE),
            Map.entry("engine", Set.of("core", "journal", "asl")),
            Map.entry("testkit", Set.of("core", "asl")),
            Map.entry(
                    "gateway",
                    Set.of("core", "journal", "asl", "objects", "events", "tables", "logs", "functions", "engine")),
            Map.entry(
                    "server",
                    Set.of(
                            "core",
                            "asl",
                            "journal",
                            "images",
                            "objects",
                            "events",
                            "tables",
                            "logs",
                            "functions",
                            "engine",
                            "gateway")),
            Map.entry("cli", Set.of("core", "asl", "engine", "gateway", "server", "testkit")));

    private static final int LINES_MAX = 600;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @Test
    void every_module_knows_only_those_before_it() {
        ALLOWED.forEach((module, allowed) -> {
            String[] forbidden = ALLOWED.keySet().stream()
                    .filter(other -> !other.equals(module) && !allowed.contains(other))
                    .map(other -> "dev.sluice." + other + "..")
                    .toArray(String[]::new);
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage("dev.sluice." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(classes);
        });
    }

    @Test
    void the_language_opens_no_file_no_socket_and_no_thread() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("dev.sluice.asl.model..", "dev.sluice.asl.step..", "dev.sluice.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..")
                .check(classes);
    }

    @Test
    void no_source_file_is_longer_than_a_reader_can_hold() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LINES_MAX);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
