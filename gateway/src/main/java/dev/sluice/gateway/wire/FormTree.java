package dev.sluice.gateway.wire;

import dev.sluice.core.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a form as the tree that their dotted names describe: `Entries.member.1.Id`.
final class FormTree {
    private static final int PARAMETERS_MAX = 20_000;
    private static final int DEPTH_MAX = 64;

    private final Map<String, FormTree> children = new LinkedHashMap<>();
    private @Nullable String value;

    static FormTree of(Map<String, List<String>> parameters) {
        if (parameters.size() > PARAMETERS_MAX) throw new Refused("MalformedInput", "Too many parameters");
        FormTree root = new FormTree();
        parameters.forEach((name, values) -> {
            FormTree node = root;
            String[] parts = name.split("\\.", DEPTH_MAX + 1);
            if (parts.length > DEPTH_MAX) throw new Refused("MalformedInput", "Parameter nests too deep");
            for (String part : parts) node = node.children.computeIfAbsent(part, unused -> new FormTree());
            node.value = values.getFirst();
        });
        return root;
    }

    @Nullable
    FormTree child(String name) {
        return children.get(name);
    }

    @Nullable
    String value() {
        return value;
    }

    /// The children whose names are numbers, in the order of the numbers.
    Iterable<FormTree> numbered() {
        Map<Long, FormTree> sorted = new TreeMap<>();
        children.forEach((name, child) -> {
            try {
                sorted.put(Long.parseLong(name), child);
            } catch (NumberFormatException e) {
                throw new Refused("MalformedInput", "Key " + name + " isn't a number");
            }
        });
        return sorted.values();
    }
}
