package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where in an item: an attribute, then members of maps and elements of lists.
///
/// @param steps at least one, the first an [Attribute]
public record Path(List<Step> steps) {
    /// One step into a value.
    public sealed interface Step {}

    /// Into a map, or into the item itself.
    public record Attribute(String name) implements Step {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Into a list. @param index counts from 0
    public record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    /// Copies the steps.
    public Path {
        steps = List.copyOf(steps);
    }

    /// A top-level attribute.
    public static Path of(String name) {
        return new Path(List.of(new Attribute(name)));
    }

    /// The top-level attribute it begins with.
    public String attribute() {
        return steps.getFirst().toString();
    }

    /// Whether it is a top-level attribute and nothing within.
    public boolean topLevel() {
        return steps.size() == 1;
    }

    /// The value there, or null if there is none.
    public @Nullable Value in(Value.Document item) {
        Value value = item;
        for (Step step : steps) {
            value = into(value, step);
            if (value == null) return null;
        }
        return value;
    }

    private static @Nullable Value into(Value value, Step step) {
        return switch (step) {
            case Attribute(String name) ->
                value instanceof Value.Document document ? document.attributes().get(name) : null;
            case Index(int index) ->
                value instanceof Value.Sequence(List<Value> elements) && index < elements.size()
                        ? elements.get(index)
                        : null;
        };
    }

    /// As DynamoDB names it in its messages: `[a, b, [0]]`.
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
