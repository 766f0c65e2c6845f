package dev.sluice.asl.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PathsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    $       | {"a":1}         | 9
                    $.b     | {"a":1}         | {"a":1,"b":9}
                    $.a     | {"a":1,"b":2}   | {"a":9,"b":2}
                    $.x.y.z | {"a":1}         | {"a":1,"x":{"y":{"z":9}}}
                    $['x y']| {}              | {"x y":9}
                    $.a[1]  | {"a":[1,2]}     | {"a":[1,9]}
                    $.a[0].b| {"a":[{"c":1}]} | {"a":[{"c":1,"b":9}]}
                    $[0]    | [1]             | [9]
                    """)
    void a_result_path_puts_the_result_where_it_says_and_makes_what_is_missing(String path, String root, String after) {
        JsonNode before = Json.parse(root);
        JsonNode result = ReferencePath.compile(path).insert(before, Json.number(9));
        assertThat(Json.write(result)).isEqualTo(after);
        assertThat(Json.write(before)).isEqualTo(root);
    }

    @ParameterizedTest
    @CsvSource({"$.a.b, '{\"a\":1}'", "$.a, '[1]'", "$.a[3], '{\"a\":[1]}'", "$.a[0], '{}'", "$.a, '\"text\"'"})
    void a_result_path_that_does_not_fit_the_input_fails(String path, String root) {
        assertThatThrownBy(() -> ReferencePath.compile(path).insert(Json.parse(root), Json.number(9)))
                .isInstanceOfSatisfying(QueryFailure.class, failure -> {
                    assertThat(failure.error()).isEqualTo("States.ResultPathMatchFailure");
                    assertThat(failure.causeIn("S", 2))
                            .startsWith(
                                    "An error occurred while executing the state 'S' (entered at the event id #2). ");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$$",
                "$v.a",
                "$.*",
                "$.a[0,1]",
                "$.a[0:1]",
                "$..a",
                "$.a[?(@.b)]",
                "$['a','b']",
                "$.length()",
                "x"
            })
    void only_a_reference_path_into_the_input_may_be_a_result_path(String path) {
        assertThatThrownBy(() -> ReferencePath.compile(path)).isInstanceOf(InvalidQuery.class);
    }

    @Test
    void paths_tell_whether_they_are_definite_and_what_they_refer_to() {
        assertThat(JsonPath.compile("$.a[0]['b']").definite()).isTrue();
        assertThat(JsonPath.compile("$.a[*]").definite()).isFalse();
        assertThat(JsonPath.compile("$v.a[?(@.b == $w.c)]").references().variables())
                .containsExactly("v", "w");
        assertThat(Selection.compile("States.Format('{}', States.Array($x, $.y, $$.z))")
                        .references()
                        .variables())
                .containsExactly("x");
        assertThat(PayloadTemplate.compile(Json.parse("{\"a.$\":\"$p\",\"b\":[{\"c.$\":\"$q.r\"}],\"d\":\"$s\"}"))
                        .references()
                        .variables())
                .containsExactly("p", "q");
    }

    @Test
    void expressions_tell_the_variables_and_members_of_states_they_refer_to() {
        References references = JsonataExpression.compile("{% ($l := $a; $map($states.result[0], function($p) "
                        + "{ $p.x + $l + $b.c + $states.input.y }) ~> $sum) %}")
                .references();
        assertThat(references).isEqualTo(new References(Set.of("a", "b"), Set.of("result", "input")));
        assertThat(JsonataTemplate.compile(Json.parse("{\"x\":[\"{% $v %}\"],\"y\":\"$w\"}"))
                        .references()
                        .variables())
                .containsExactly("v");
    }

    @Test
    void a_result_of_the_wrong_type_is_told_in_aws_words() {
        JsonataExpression items = JsonataExpression.compile("{% $ItemsVar %}");
        Scope scope = Cases.scope(
                Json.object(), Json.object(), Map.of("ItemsVar", Json.parse("{\"foo\":\"bar\"}")), Json.object());
        assertThatThrownBy(() -> items.evaluate(scope, "Items", ResultType.ARRAY))
                .hasMessage("The JSONata expression '$ItemsVar' specified for the field 'Items' returned an unexpected"
                        + " result type. Expected 'array', but was 'object' for value: {\"foo\":\"bar\"}");
    }

    @Test
    @Timeout(5)
    void a_path_that_multiplies_or_backtracks_ends_as_a_failure() {
        String deep = "[".repeat(300) + "]".repeat(300);
        String text = "a".repeat(60) + "!";
        String longText = "a".repeat(200_000) + "!";
        JsonNode input = Json.parse(
                "{\"a\":" + deep + ",\"s\":[{\"t\":\"" + text + "\"}],\"l\":[{\"t\":\"" + longText + "\"}]}");
        for (String path : List.of("$..*..*..*..*", "$.s[?(@.t =~ /(.*a){25}/)]", "$.l[?(@.t =~ /(a|b)*/)]")) {
            assertThatThrownBy(() -> JsonPath.compile(path).read(Cases.scope(input)))
                    .as(path)
                    .isInstanceOfSatisfying(
                            QueryFailure.class,
                            failure -> assertThat(failure.error()).isEqualTo("States.Runtime"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[?(", "[?(@", "[?(!", ".a", "[0]", "..a", "[?(@.a[?("})
    @Timeout(5)
    void a_path_nested_without_end_is_refused(String part) {
        assertThatThrownBy(() -> JsonPath.compile("$" + part.repeat(20_000))).isInstanceOf(InvalidQuery.class);
        assertThatThrownBy(() -> Intrinsic.compile("States.Array(".repeat(20_000)))
                .isInstanceOf(InvalidQuery.class);
    }
}
