package dev.sluice.asl.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Expressions that want all of the machine; each must end soon, small, and as AWS's error.
class HostileJsonataTest {
    static List<String> expressions() {
        return List.of(
                "($f := function($n) { 1 + $f($n) }; $f(0))",
                "($f := function($n) { $f($n + 1) }; $f(0))",
                "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('xxxxxxxx', 60))",
                "$reduce([1..60], function($a, $b) { $a & $a }, 'xx')",
                "$pad('x', 200000000)",
                "$pad('x', -1000000000000)",
                "[1..1000000000]",
                "[1..9999999]",
                "[1..1000000].[1..1000000]",
                "$map([1..1000000], function($x) { $pad('x', 100000) })",
                "$count([1..100000][$ in [1..100000]])",
                "$reduce([1..60], function($a, $b) { [[$a, $a]] }, 1) = $reduce([1..60], function($a, $b) { [[$a, $a]] }, 1)",
                "$string($reduce([1..60], function($a, $b) { {'l': $a, 'r': $a} }, 1))",
                "$reduce([1..60], function($a, $b) { {'l': $a, 'r': $a} }, 1)",
                "$reduce([1..60], function($a, $b) { {'l': $a, 'r': $a} }, 1).**",
                "$distinct([$reduce([1..60], function($a, $b) { [[$a, $a]] }, 1), 1])",
                "$reduce([1..100000], function($a, $b) { [[$a]] }, 1)",
                "$string($reduce([1..100000], function($a, $b) { {'x': $a} }, 1))",
                "$not($reduce([1..100000], function($a, $b) { [[$a]] }, 0))",
                "{'a': 1} ~> |$|{'me': $}|",
                "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)",
                "$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(.*a){25}$/)",
                "$contains($pad('a', 200000, 'a') & '!', /(a|b)*c/)",
                "$replace($pad('x', 100000, 'x'), 'x', $pad('y', 100000))",
                "$join($split($pad('x', 100000, 'x'), ''), $pad('y', 100000))",
                "$sort([1..1000000], function($a, $b) { true })",
                "$power(10, 400)",
                "$round(1.5, 1000000000) & $formatNumber(1, $pad('0', 100000, '0'))",
                "($y := function($f) { $f($f) }; $y($y))",
                "($g := $uppercase ~> $lowercase; $reduce([1..100000], function($a, $b) { $a ~> $g }, $g)('x'))",
                "$range(1, 1000000000, 1)",
                "$partition([1..1000000], 1)",
                "$zip([1..1000000], [1..1000000], [1..1000000], [1..1000000])",
                "$states.input ~> $spread ~> $eval('1')");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    @Timeout(10)
    void a_hostile_expression_ends_as_an_evaluation_error_without_eating_the_machine(String expression) {
        JsonataExpression compiled = JsonataExpression.compile("{% " + expression + " %}");
        assertThatThrownBy(() -> compiled.evaluate(Cases.scope(Json.object()), "Output"))
                .isInstanceOfSatisfying(QueryFailure.class, failure -> {
                    assertThat(failure.error()).isEqualTo("States.QueryEvaluationError");
                    assertThat(failure.location()).isEqualTo("Output");
                });
    }

    static List<String> sources() {
        return List.of(
                "(".repeat(10_000),
                "(".repeat(10_000) + "1" + ")".repeat(10_000),
                "[".repeat(10_000) + "]".repeat(10_000),
                "{'a':".repeat(10_000) + "1" + "}".repeat(10_000),
                "-".repeat(10_000) + "1",
                "1" + "+1".repeat(10_000),
                "a" + ".a".repeat(10_000),
                "1" + "?1:1".repeat(10_000),
                "a" + "[0]".repeat(10_000),
                "function($x){".repeat(1_000) + "1" + "}".repeat(1_000),
                "/" + "(".repeat(10_000) + "/",
                "1" + "0".repeat(10_000),
                "$x".repeat(10_000) + " :=");
    }

    @ParameterizedTest
    @MethodSource("sources")
    @Timeout(5)
    void a_source_that_nests_too_deep_is_refused_when_compiled(String source) {
        assertThatThrownBy(() -> JsonataExpression.compile("{% " + source + " %}"))
                .isInstanceOf(InvalidQuery.class);
    }

    @Test
    void the_deepest_recursion_allowed_fits_a_small_stack() throws InterruptedException {
        JsonataExpression deep = JsonataExpression.compile(
                "{% ($f := function($n) { ( [$n = 0 ? 0 : 1 + $map([$n], function($x) { $f($x - 1) })][0] ) }; $f(100000)) %}");
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread small = new Thread(null, () -> deep.evaluate(Cases.scope(Json.object()), "Output"), "small", 512 << 10);
        small.setUncaughtExceptionHandler((thread, failure) -> outcome.set(failure));
        small.start();
        small.join(Duration.ofSeconds(10));
        assertThat(outcome.get()).isInstanceOf(QueryFailure.class).hasMessageContaining("D1011");
    }

    @Test
    void honest_recursion_and_loops_still_work() {
        assertThat(evaluate("($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(18))"))
                .isEqualTo("6402373705728000");
        assertThat(evaluate("($l := function($n, $sum) { $n = 0 ? $sum : $l($n - 1, $sum + $n) }; $l(20000, 0))"))
                .isEqualTo("200010000");
        assertThat(evaluate("$sum($map([1..10000], function($x) { $x * 2 }))")).isEqualTo("100010000");
        assertThat(evaluate("$length($pad('x', 100000))")).isEqualTo("100000");
    }

    private static String evaluate(String expression) {
        Scope scope = Cases.scope(Json.object(), Json.object(), Map.of(), Json.object());
        return Json.write(JsonataExpression.compile("{% " + expression + " %}").evaluate(scope, "Output"));
    }
}
