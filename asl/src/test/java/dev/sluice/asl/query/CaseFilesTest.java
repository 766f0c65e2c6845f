package dev.sluice.asl.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CaseFilesTest {
    static List<Cases> paths() {
        return Cases.of("paths.jsonl");
    }

    static List<Cases> intrinsics() {
        return Cases.of("intrinsics.jsonl");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_path_reads_what_its_case_says(Cases one) {
        check(one, JsonPath::compile, JsonPath::read);
    }

    @ParameterizedTest
    @MethodSource("intrinsics")
    void an_intrinsic_computes_what_its_case_says(Cases one) {
        check(one, Intrinsic::compile, (call, scope) -> call.evaluate(scope, "f.$"));
    }

    static <Q> void check(Cases one, Function<String, Q> compile, BiFunction<Q, Scope, JsonNode> evaluate) {
        if (one.invalid()) {
            assertThatThrownBy(() -> compile.apply(one.expression())).isInstanceOf(InvalidQuery.class);
            return;
        }
        Q query = compile.apply(one.expression());
        String failure = one.failure();
        if (failure != null) {
            assertThatThrownBy(() -> evaluate.apply(query, one.scope()))
                    .isInstanceOf(QueryFailure.class)
                    .hasMessage(failure);
        } else {
            assertThat(Json.write(evaluate.apply(query, one.scope()))).isEqualTo(one.gives());
        }
    }
}
