package dev.sluice.gateway.stepfunctions;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.StateMachines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Tags of state machines and activities.
final class TagOperations {
    /// Tags of one resource, as AWS limits them.
    static final int TAGS_MAX = 50;

    private final StateMachines machines;

    TagOperations(StateMachines machines) {
        this.machines = machines;
    }

    JsonNode tag(JsonNode input) {
        String arn = resource(input);
        Map<String, String> added = Input.tags(input);
        Set<String> keys = new HashSet<>(machines.tags(arn).keySet());
        keys.addAll(added.keySet());
        if (keys.size() > TAGS_MAX) {
            throw new Refused("TooManyTags", "Too many tags: '" + arn + "'", Map.of("resourceName", arn));
        }
        machines.tag(arn, added);
        return Answer.nothing();
    }

    JsonNode untag(JsonNode input) {
        List<String> keys = new ArrayList<>();
        for (JsonNode key : input.path("tagKeys")) keys.add(key.asString(""));
        machines.untag(resource(input), keys);
        return Answer.nothing();
    }

    JsonNode list(JsonNode input) {
        ArrayNode tags = Json.array();
        machines.tags(resource(input))
                .forEach((key, value) -> tags.add(
                        new Answer().text("key", key).text("value", value).build()));
        return new Answer().node("tags", tags).build();
    }

    private static String resource(JsonNode input) {
        return Names.arn(Input.required(input, "resourceArn"), "stateMachine", "activity");
    }
}
