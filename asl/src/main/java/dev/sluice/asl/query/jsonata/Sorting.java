package dev.sluice.asl.query.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/// Stable merge sort that bears any comparison, even one that contradicts itself.
final class Sorting {
    private Sorting() {}

    /// @param after whether the first argument belongs after the second
    static List<JsonNode> sorted(List<JsonNode> items, BiPredicate<JsonNode, JsonNode> after, Meter meter) {
        if (items.size() <= 1) return items;
        int middle = items.size() / 2;
        List<JsonNode> left = sorted(items.subList(0, middle), after, meter);
        List<JsonNode> right = sorted(items.subList(middle, items.size()), after, meter);
        List<JsonNode> merged = new ArrayList<>(items.size());
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            meter.step();
            merged.add(after.test(left.get(l), right.get(r)) ? right.get(r++) : left.get(l++));
        }
        merged.addAll(left.subList(l, left.size()));
        merged.addAll(right.subList(r, right.size()));
        return merged;
    }
}
