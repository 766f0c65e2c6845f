package dev.sluice.asl.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.asl.query.jsonata.Jsonata;
import dev.sluice.asl.query.jsonata.JsonataError;
import dev.sluice.core.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What the expressions of `jsonata.jsonl` give was computed by the reference implementation, jsonata.js 2.2.2, over
/// the document `jsonata-input.json` as `$states.input`.
class JsonataCasesTest {
    private static final JsonNode INPUT =
            Cases.of("jsonata-input.json").getFirst().line();

    static List<Cases> expressions() {
        return Cases.of("jsonata.jsonl");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void an_expression_gives_what_the_reference_implementation_gives(Cases one) {
        JsonNode line = one.line();
        String expected = line.has("gives") ? one.gives() : line.path("fails").asString("undefined");
        assertThat(outcome(one.expression())).isEqualTo(expected);
    }

    private static String outcome(String expression) {
        try {
            JsonNode value = Jsonata.compile(expression)
                    .evaluate(Map.of("states", Json.object(Map.of("input", INPUT))), Instant.EPOCH, new Random(1));
            return value == null ? "undefined" : Json.write(value);
        } catch (JsonataError e) {
            return e.code() + ": " + e.text();
        }
    }
}
