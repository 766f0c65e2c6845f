package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One recorded conversation.
///
/// @param name the file's name without its ending
/// @param expected AWS's answers by key, normalised
/// @param rules how answers are normalised, in order
/// @param ignored paths in which another implementation is known to differ
record Recording(
        String category,
        String name,
        boolean complete,
        List<Step> steps,
        JsonNode expected,
        List<JsonNode> rules,
        List<String> ignored) {

    /// One call. @param answer the key of its recorded answer; empty if that wasn't kept
    /// @param fails whether AWS refuses it
    record Step(String service, String call, JsonNode params, String answer, boolean fails) {}

    static Recording read(Path file) {
        JsonNode tree;
        try {
            tree = Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : tree.path("steps")) {
            steps.add(new Step(
                    step.path("service").asString(),
                    step.path("call").asString(),
                    step.path("params"),
                    step.path("answer").asString(""),
                    step.path("fails").asBoolean(false)));
        }
        List<JsonNode> rules = new ArrayList<>();
        tree.path("rules").forEach(rules::add);
        List<String> ignored = new ArrayList<>();
        tree.path("ignored").forEach(path -> ignored.add(path.asString()));
        String name = file.getFileName().toString();
        return new Recording(
                tree.path("category").asString(),
                name.substring(0, name.length() - ".json".length()),
                tree.path("complete").asBoolean(true),
                steps,
                tree.path("expected"),
                rules,
                ignored);
    }

    /// All recordings in a folder and its folders, by category and name.
    static List<Recording> all(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Recording::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
