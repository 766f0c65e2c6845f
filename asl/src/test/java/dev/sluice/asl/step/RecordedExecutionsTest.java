package dev.sluice.asl.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Each file under `recorded` is a machine, an input and the history that AWS answered for it.
class RecordedExecutionsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>");

    @TestFactory
    Stream<DynamicTest> histories_are_those_of_aws() throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(getClass().getResource("recorded")).toURI());
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> check(file)));
    }

    private static void check(Path file) {
        JsonNode recorded = read(file);
        World world = new World(recorded.get("definition"));
        String input = recorded.get("input").asString();
        world.signal(new Signal.Start(Json.parse(input), input));
        world.settle();
        List<String> differences = new ArrayList<>();
        ArrayNode history = Json.array();
        world.history().forEach(event -> history.add(withoutTime(event)));
        compare("", recorded.get("history"), history, differences);
        assertThat(differences).isEmpty();
    }

    private static ObjectNode withoutTime(ObjectNode event) {
        event.remove("timestamp");
        return event;
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        JsonNode found = expected.isObject() && actual.isString() ? Json.parse(actual.asString()) : actual;
        if (expected.isObject() && found.isObject()) {
            expected.properties().forEach(field -> {
                JsonNode value = found.get(field.getKey());
                if (value == null) differences.add(path + "/" + field.getKey() + " is missing");
                else compare(path + "/" + field.getKey(), field.getValue(), value, differences);
            });
            found.properties().forEach(field -> {
                if (!expected.has(field.getKey())) differences.add(path + "/" + field.getKey() + " is too much");
            });
        } else if (expected.isArray() && found.isArray()) {
            if (expected.size() != found.size()) differences.add(path + " has " + found.size() + " members");
            for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
                compare(path + "/" + i, expected.get(i), found.get(i), differences);
            }
        } else if (!matches(expected, found)) {
            differences.add(path + " should be " + expected + " but is " + found);
        }
    }

    private static boolean matches(JsonNode expected, JsonNode actual) {
        if (!expected.isString() || !actual.isString()) return expected.equals(actual);
        StringBuilder pattern = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(expected.asString());
        int from = 0;
        while (placeholders.find()) {
            pattern.append(Pattern.quote(expected.asString().substring(from, placeholders.start())))
                    .append(".*?");
            from = placeholders.end();
        }
        pattern.append(Pattern.quote(expected.asString().substring(from)));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                .matcher(actual.asString())
                .matches();
    }
}
