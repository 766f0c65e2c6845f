package dev.sluice.tables.expression;

import dev.sluice.core.Refused;
import dev.sluice.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values with something put into them or taken out of them; the original stays as it was.
final class Change {
    private Change() {}

    /// The item with a value at a path, whose parent must be there; past a list's end it is appended.
    static Value.Document put(Value.Document item, Path path, Value value) {
        return (Value.Document) changed(item, path.steps(), value);
    }

    /// The item without the value at a path, whose parent must be there.
    static Value.Document remove(Value.Document item, Path path) {
        return (Value.Document) changed(item, path.steps(), null);
    }

    private static Value changed(@Nullable Value parent, List<Path.Step> steps, @Nullable Value value) {
        List<Path.Step> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Path.Attribute(String name) -> {
                if (!(parent instanceof Value.Document(Map<String, Value> attributes))) throw noSuchPlace();
                Map<String, Value> after = new LinkedHashMap<>(attributes);
                Value inner = rest.isEmpty() ? value : changed(attributes.get(name), rest, value);
                if (inner == null) after.remove(name);
                else after.put(name, inner);
                yield new Value.Document(after);
            }
            case Path.Index(int index) -> {
                if (!(parent instanceof Value.Sequence(List<Value> elements))) throw noSuchPlace();
                yield new Value.Sequence(element(elements, index, rest, value));
            }
        };
    }

    private static List<Value> element(List<Value> elements, int index, List<Path.Step> rest, @Nullable Value value) {
        List<Value> after = new ArrayList<>(elements);
        boolean there = index < elements.size();
        Value inner = rest.isEmpty() ? value : changed(there ? elements.get(index) : null, rest, value);
        if (inner == null) {
            if (there) after.remove(index);
        } else if (there) {
            after.set(index, inner);
        } else {
            after.add(inner);
        }
        return after;
    }

    private static Refused noSuchPlace() {
        return new Refused(
                "ValidationException", "The document path provided in the update expression is invalid for update");
    }
}
