package dev.sluice.server.builtin;

import dev.sluice.functions.FunctionError;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The object an event is about: `{"bucket", "key"}`, or what EventBridge sends of S3.
record Upload(String bucket, String key) {
    /// Reads the event. @throws FunctionError `KeyError`, as Python's `event['bucket']` fails, and how to mend it
    static Upload of(JsonNode event) {
        JsonNode detail = event.path("detail");
        if (detail.path("object").path("key").isString()) {
            return new Upload(
                    detail.path("bucket").path("name").asString(),
                    detail.path("object").path("key").asString());
        }
        return new Upload(text(event, "bucket"), text(event, "key"));
    }

    private static String text(JsonNode event, String field) {
        JsonNode value = event.path(field);
        if (value.isString()) return value.asString();
        String found = event.properties().stream().map(entry -> entry.getKey()).collect(Collectors.joining(", "));
        throw new FunctionError(
                "KeyError",
                "'" + field + "': the event has no text of that name" + (found.isEmpty() ? "" : ", only " + found)
                        + ". A state before this one has replaced the input; give this one \"Parameters\": "
                        + "{\"bucket.$\": \"$$.Execution.Input.bucket\", \"key.$\": \"$$.Execution.Input.key\"}");
    }
}
