package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events of parallel branches come in any order: between the start and the end of a Parallel state they lose their
/// ids and are sorted by type.
final class ParallelOrder {
    private ParallelOrder() {}

    static void sort(JsonNode tree) {
        Paths.each(tree, "$..events", (parent, key) -> {
            if (Paths.get(parent, key) instanceof ArrayNode events) sortEvents(events);
        });
    }

    private static void sortEvents(ArrayNode events) {
        List<JsonNode> ordered = new ArrayList<>();
        List<JsonNode> between = new ArrayList<>();
        boolean inside = false;
        for (JsonNode event : events) {
            String type = event.path("type").asString("");
            if (inside && (type.equals("ParallelStateExited") || type.equals("ParallelStateStarted"))) {
                addSorted(ordered, between);
                inside = false;
            }
            // The recordings leave out how the branches ended.
            if (inside && (type.equals("ParallelStateSucceeded") || type.equals("ParallelStateFailed"))) continue;
            (inside ? between : ordered).add(event);
            inside |= type.equals("ParallelStateStarted");
        }
        addSorted(ordered, between);
        events.removeAll();
        events.addAll(ordered);
    }

    private static void addSorted(List<JsonNode> ordered, List<JsonNode> between) {
        for (JsonNode event : between) {
            if (event instanceof ObjectNode object) object.remove(List.of("id", "previousEventId"));
        }
        between.sort(Comparator.comparing((JsonNode event) -> event.path("type").asString(""))
                .thenComparing(Json::write));
        ordered.addAll(between);
        between.clear();
    }
}
