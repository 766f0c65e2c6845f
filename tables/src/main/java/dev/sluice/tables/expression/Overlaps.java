package dev.sluice.tables.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refuses paths of which one lies within another, or which take one value for a map and for a list.
final class Overlaps {
    private final Kind kind;
    private final Node root = new Node();

    private Overlaps(Kind kind) {
        this.kind = kind;
    }

    static void refuse(Kind kind, List<Path> paths) {
        Overlaps overlaps = new Overlaps(kind);
        paths.forEach(overlaps::add);
    }

    private void add(Path path) {
        Node node = root;
        for (Path.Step step : path.steps()) {
            if (node.end != null) throw refusal("overlap", node.end, path);
            Path other = node.anyOfOtherKind(step);
            if (other != null) throw refusal("conflict", other, path);
            node = node.steps.computeIfAbsent(step, _ -> new Node());
            if (node.through == null) node.through = path;
        }
        if (node.end != null) throw refusal("overlap", node.end, path);
        if (!node.steps.isEmpty() && node.through != null) throw refusal("overlap", node.through, path);
        node.end = path;
    }

    private dev.sluice.core.Refused refusal(String how, Path one, Path two) {
        return kind.invalid("Two document paths " + how + " with each other; must remove or rewrite one of these paths;"
                + " path one: " + one + ", path two: " + two);
    }

    private static final class Node {
        private final Map<Path.Step, Node> steps = new HashMap<>();
        private @Nullable Path end;
        private @Nullable Path through;

        /// A path that goes on from here by name where the step goes by index, or the other way round.
        private @Nullable Path anyOfOtherKind(Path.Step step) {
            for (var entry : steps.entrySet()) {
                if (entry.getKey().getClass() != step.getClass()) return entry.getValue().through;
            }
            return null;
        }
    }
}
