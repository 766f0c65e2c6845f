package dev.sluice.asl.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TemplateCasesTest {
    static List<Cases> templates() {
        return Cases.of("templates.jsonl");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_becomes_what_its_case_says(Cases one) {
        JsonNode line = one.line();
        if (line.has("invalid")) {
            assertThatThrownBy(() -> evaluate(one)).isInstanceOfSatisfying(InvalidQuery.class, problem -> {
                assertThat(problem.text()).isEqualTo(line.get("invalid").asString());
                assertThat(problem.location()).isEqualTo(line.get("location").asString());
            });
            assertThat(problems(line)).hasSize(1);
        } else if (line.has("fails")) {
            check(line, () -> evaluate(one));
        } else {
            assertThat(Json.write(evaluate(one))).isEqualTo(one.gives());
            assertThat(problems(line)).isEmpty();
        }
    }

    private static void check(JsonNode line, ThrowingCallable evaluation) {
        assertThatThrownBy(evaluation).isInstanceOfSatisfying(QueryFailure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(line.get("fails").asString());
            assertThat(failure.error()).isEqualTo(line.get("error").asString());
            String location = line.has("location") ? line.get("location").asString() : null;
            assertThat(failure.location()).isEqualTo(location);
        });
    }

    private static JsonNode evaluate(Cases one) {
        JsonNode line = one.line();
        if (line.has("jsonpath"))
            return PayloadTemplate.compile(line.get("jsonpath")).evaluate(one.scope());
        return JsonataTemplate.compile(line.get("jsonata"))
                .evaluate(one.scope(), line.get("field").asString());
    }

    private static List<InvalidQuery> problems(JsonNode line) {
        return line.has("jsonpath")
                ? PayloadTemplate.problems(line.get("jsonpath"))
                : JsonataTemplate.problems(line.get("jsonata"));
    }
}
