package dev.sluice.benchmarks;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The machines that are measured.
final class Definitions {
    /// States that one execution of [#passes] enters.
    static final int PASSES = 10;

    private Definitions() {}

    static String passes() {
        String last = "P" + (PASSES - 1);
        return IntStream.range(0, PASSES)
                .mapToObj(i -> "P" + i)
                .map(name ->
                        "\"" + name + "\":{\"Type\":\"Pass\"," + (name.equals(last) ? "\"End\":true}" : next(name)))
                .collect(Collectors.joining(",", "{\"StartAt\":\"P0\",\"States\":{", "}}"));
    }

    private static String next(String name) {
        return "\"Next\":\"P" + (Integer.parseInt(name.substring(1)) + 1) + "\"}";
    }
}
