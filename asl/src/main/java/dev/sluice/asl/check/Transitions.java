package dev.sluice.asl.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/// Where states lead to: nowhere that doesn't exist, everywhere there is, and to an end.
final class Transitions {
    private Transitions() {}

    static void check(Spot at, JsonNode machine) {
        JsonNode states = machine.path("States");
        JsonNode start = machine.path("StartAt");
        if (!states.isObject() || states.isEmpty() || !start.isString()) return; // told already
        exists(at.at("StartAt"), start, states);
        Spot all = at.at("States");
        Set<String> reached = reachable(all, start.asString(), states);
        boolean ends = false;
        for (Map.Entry<String, JsonNode> state : states.properties()) {
            Spot place = all.at(state.getKey());
            each(place, state.getValue(), (spot, next) -> exists(spot, next, states));
            ends |= terminal(state.getValue());
            if (!reached.contains(state.getKey())) {
                place.error(Code.MISSING_TRANSITION_TARGET, "State \"" + state.getKey() + "\" is not reachable.");
            }
        }
        if (!ends) at.error(Code.MISSING_END_STATE, "The workflow does not have a terminal state");
    }

    private static void exists(Spot at, JsonNode next, JsonNode states) {
        if (next.isString() && !states.has(next.asString())) {
            at.error(Code.MISSING_TRANSITION_TARGET, "Missing 'Next' target: " + next.asString());
        }
    }

    /// A state that ends the machine. One with a mistake in it counts, so that it isn't told twice.
    private static boolean terminal(JsonNode state) {
        String type = state.path("Type").asString("");
        boolean moves = state.has("Next") || type.equals("Choice");
        return state.has("End") || !moves;
    }

    private static Set<String> reachable(Spot all, String start, JsonNode states) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            String name = open.remove();
            JsonNode state = states.path(name);
            if (state.isMissingNode() || !reached.add(name)) continue;
            each(all, state, (spot, next) -> open.add(next.asString("")));
        }
        return reached;
    }

    /// Every place of a state that names the next one.
    private static void each(Spot state, JsonNode value, BiConsumer<Spot, JsonNode> visitor) {
        named(state, value, "Next", visitor);
        named(state, value, "Default", visitor);
        list(state.at("Choices"), value.path("Choices"), visitor);
        list(state.at("Catch"), value.path("Catch"), visitor);
    }

    private static void list(Spot at, JsonNode rules, BiConsumer<Spot, JsonNode> visitor) {
        for (int i = 0; i < rules.size(); i++) named(at.at(i), rules.path(i), "Next", visitor);
    }

    private static void named(Spot at, JsonNode value, String field, BiConsumer<Spot, JsonNode> visitor) {
        if (value.has(field)) visitor.accept(at.at(field), value.path(field));
    }
}
