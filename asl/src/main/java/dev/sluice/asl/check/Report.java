package dev.sluice.asl.check;

import dev.sluice.core.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The problems found so far, and the names that must be unique in the whole definition.
final class Report {
    /// A definition of a megabyte could hold 100,000 mistakes; nobody reads past these.
    static final int PROBLEMS_MAX = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> stateNames = new HashMap<>();
    private final Set<String> labels = new HashSet<>();

    void add(Problem problem) {
        if (problems.size() < PROBLEMS_MAX) problems.add(problem);
    }

    /// Whether a state of that name was seen before.
    boolean seenState(String name, String path) {
        return stateNames.putIfAbsent(name, path) != null;
    }

    /// Whether a Map state with that label was seen before.
    boolean seenLabel(String label) {
        return !labels.add(label);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
