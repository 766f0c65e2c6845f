package dev.sluice.asl.query;

import dev.sluice.core.Json;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

/// Whatever is written, it either compiles or is refused, and then either gives a value or fails as AWS fails.
class QueryFuzzTest {
    private static final JsonNode INPUT = Json.parse("""
            {"a": {"b": [1, "x", null, {"c": true}]}, "items": [{"id": 1, "tags": ["t"]}, {"id": 2}], "n": 3}""");

    @Property(tries = 2_000)
    void a_path_of_any_signs_is_read_or_refused(@ForAll("pathTexts") String text) {
        try {
            JsonPath.compile("$" + text).read(Cases.scope(INPUT));
        } catch (InvalidQuery | QueryFailure expected) {
            // Both are answers.
        }
    }

    @Property(tries = 2_000)
    void an_intrinsic_of_any_words_is_computed_or_refused(@ForAll("calls") String text) {
        try {
            Intrinsic.compile("States." + text).evaluate(Cases.scope(INPUT), "f.$");
        } catch (InvalidQuery | QueryFailure expected) {
            // Both are answers.
        }
    }

    @Property(tries = 2_000)
    void a_jsonata_expression_of_any_words_is_evaluated_or_refused(@ForAll("expressions") String text) {
        JsonNode states = Json.object(Map.of("input", INPUT));
        try {
            JsonataExpression.compile("{% " + text + " %}")
                    .find(Cases.scope(INPUT, Json.object(), Map.of(), states), "Output");
        } catch (InvalidQuery | QueryFailure expected) {
            // Both are answers.
        }
    }

    @Provide
    Arbitrary<String> pathTexts() {
        return words(
                ".", "..", "[", "]", "(", ")", "?", "@", "$", "'", "\"", "*", ":", ",", "-1", "0", "1", "a", "b",
                "items", "id", "==", "<", "&&", "||", "!", "=~", "/x/", "in", "length", " ", "\\", "é", "true");
    }

    @Provide
    Arbitrary<String> calls() {
        return words(
                "Format",
                "Array",
                "MathAdd",
                "StringSplit",
                "UUID",
                "ArrayRange",
                "JsonMerge",
                "(",
                ")",
                ",",
                "'{}'",
                "'a,b'",
                "\\'",
                "'",
                "$.a",
                "$.n",
                "$.items",
                "$.a.b",
                "1",
                "-5",
                "1.5",
                "true",
                "null",
                "States.",
                " ",
                "99999999999999999999",
                "{}",
                "\\");
    }

    @Provide
    Arbitrary<String> expressions() {
        return words(
                "$states.input",
                ".a",
                ".b",
                ".items",
                "id",
                "$",
                "$$",
                "%",
                "*",
                "**",
                "[",
                "]",
                "(",
                ")",
                "{",
                "}",
                "0",
                "1",
                "-",
                "+",
                "&",
                "'x'",
                "/x+/",
                "^",
                "<",
                ">",
                "=",
                "and",
                "or",
                "in",
                "?",
                ":",
                "??",
                "?:",
                ":=",
                ";",
                ",",
                "~>",
                "|",
                "#$i",
                "@$j",
                "function($x)",
                "$map",
                "$sum",
                "$string",
                "$reduce",
                "$x",
                "..",
                "`",
                "null");
    }

    private static Arbitrary<String> words(String... words) {
        return Arbitraries.of(words).list().ofMaxSize(14).map(list -> String.join("", list));
    }
}
