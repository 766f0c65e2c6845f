package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which parts of an item are wanted.
public final class Projection {
    private final List<Path> paths;

    private Projection(List<Path> paths) {
        this.paths = paths;
    }

    /// Reads a ProjectionExpression. @throws dev.sluice.core.Refused with DynamoDB's text
    public static Projection parse(String expression, Placeholders placeholders) {
        ExpressionReader reader = new ExpressionReader(Kind.PROJECTION, expression, placeholders);
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(reader.path());
        } while (reader.take(","));
        reader.expectEnd();
        Overlaps.refuse(Kind.PROJECTION, paths);
        return new Projection(paths);
    }

    /// Exactly these parts.
    public static Projection of(List<Path> paths) {
        return new Projection(List.copyOf(paths));
    }

    /// The wanted parts of an item; elements of lists close ranks.
    public Value.Document of(Value.Document item) {
        Part root = new Part();
        for (Path path : paths) {
            Value value = path.in(item);
            if (value != null) root.put(path.steps(), 0, value);
        }
        return new Value.Document(root.attributes());
    }

    /// A map or list under construction: its members by name, or its elements by their former index.
    private static final class Part {
        private final Map<String, Object> byName = new LinkedHashMap<>();
        private final TreeMap<Integer, Object> byIndex = new TreeMap<>();

        void put(List<Path.Step> steps, int at, Value value) {
            boolean last = at == steps.size() - 1;
            Object next =
                    switch (steps.get(at)) {
                        case Path.Attribute(String name) ->
                            byName.computeIfAbsent(name, _ -> last ? value : new Part());
                        case Path.Index(int index) -> byIndex.computeIfAbsent(index, _ -> last ? value : new Part());
                    };
            if (!last && next instanceof Part part) part.put(steps, at + 1, value);
        }

        Map<String, Value> attributes() {
            Map<String, Value> attributes = new LinkedHashMap<>();
            byName.forEach((name, part) -> attributes.put(name, built(part)));
            return attributes;
        }

        private static Value built(Object part) {
            if (part instanceof Value value) return value;
            Part inner = (Part) part;
            if (inner.byIndex.isEmpty()) return new Value.Document(inner.attributes());
            return new Value.Sequence(
                    inner.byIndex.values().stream().map(Part::built).toList());
        }
    }
}
