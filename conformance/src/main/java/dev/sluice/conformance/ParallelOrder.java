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
        int start = -1;
        for (int i = 0; i < events.size(); i++) {
            String type = events.get(i).path("type").asString("");
            if (type.equals("ParallelStateStarted")) {
                start = i;
            } else if (start >= 0
                    && (type.equals("ParallelStateExited") || type.startsWith("ParallelStateSucceeded"))) {
                sortRange(events, start + 1, i);
                start = -1;
            }
        }
        if (start >= 0) sortRange(events, start + 1, events.size());
    }

    private static void sortRange(ArrayNode events, int from, int to) {
        List<JsonNode> between = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (events.get(i) instanceof ObjectNode event) event.remove(List.of("id", "previousEventId"));
            between.add(events.get(i));
        }
        between.sort(Comparator.comparing((JsonNode event) -> event.path("type").asString(""))
                .thenComparing(Json::write));
        for (int i = from; i < to; i++) events.set(i, between.get(i - from));
    }
}
