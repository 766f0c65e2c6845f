package dev.sluice.engine.machines;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.core.Json;
import dev.sluice.engine.Machine;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The state machines inside Map states: what the children of a map run execute.
final class ItemProcessors {
    private ItemProcessors() {}

    /// The item processor of a Map state as a revision of its own.
    static Revision revision(Revision of, String mapState) {
        JsonNode definition = Json.parse(of.settings().definition());
        ObjectNode processor = find(definition, mapState)
                .orElseThrow(() -> new IllegalStateException(of.arn() + " has no Map state " + mapState));
        JsonNode language = definition.get("QueryLanguage");
        if (language != null && !processor.has("QueryLanguage")) {
            processor = processor.deepCopy();
            processor.set("QueryLanguage", language);
        }
        Machine.Settings old = of.settings();
        Machine.Settings settings = new Machine.Settings(
                Json.write(processor), old.roleArn(), old.logging(), old.tracing(), old.encryption());
        return new Revision(
                of.number(),
                of.arn(),
                of.name(),
                of.type(),
                settings,
                of.revisionId(),
                of.created(),
                of.made(),
                StateMachine.parse(processor));
    }

    /// Names of states are unique within a machine, so the first of that name is the one.
    private static Optional<ObjectNode> find(JsonNode flow, String mapState) {
        for (var entry : flow.path("States").properties()) {
            JsonNode state = entry.getValue();
            if (processor(state) instanceof ObjectNode processor) {
                if (entry.getKey().equals(mapState)) return Optional.of(processor);
                Optional<ObjectNode> nested = find(processor, mapState);
                if (nested.isPresent()) return nested;
            }
            for (JsonNode branch : state.path("Branches")) {
                Optional<ObjectNode> nested = find(branch, mapState);
                if (nested.isPresent()) return nested;
            }
        }
        return Optional.empty();
    }

    private static JsonNode processor(JsonNode state) {
        return state.has("ItemProcessor") ? state.path("ItemProcessor") : state.path("Iterator");
    }
}
