package dev.sluice.asl.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// States that hang together: a machine's, a branch's or an item processor's.
///
/// @param startAt the first state's name
/// @param states by name, in the definition's order
public record Flow(String startAt, Map<String, State> states) {
    /// Copies the map, keeping its order.
    public Flow {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /// The state of a name. @throws IllegalStateException if there is none, which the checker rules out
    public State state(String name) {
        State state = states.get(name);
        if (state == null) throw new IllegalStateException("no state " + name);
        return state;
    }
}
