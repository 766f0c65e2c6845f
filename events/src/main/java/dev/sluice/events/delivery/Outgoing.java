package dev.sluice.events.delivery;

import dev.sluice.core.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something on its way out of this stage.
///
/// @param address an ARN, or the URL of an HTTP endpoint
/// @param role the role to act as; null where none was given
/// @param payload what is sent
/// @param headers of an HTTP request; empty otherwise
/// @param lineage what it descends from
/// @param patience how long to go on trying
public record Outgoing(
        String address, @Nullable String role, String payload, ObjectNode headers, String lineage, Patience patience) {
    /// How long to go on trying, and where it goes after that.
    ///
    /// @param retriesMax attempts after the first
    /// @param ageSecondsMax no attempt is made later than this
    /// @param pauseSecondsMin before the first retry; doubled for each further one
    /// @param pauseSecondsMax no pause is longer
    /// @param deadLetters the queue for what couldn't be delivered; null for none
    /// @param told what the dead letter's attributes say of its origin
    public record Patience(
            int retriesMax,
            long ageSecondsMax,
            int pauseSecondsMin,
            int pauseSecondsMax,
            @Nullable String deadLetters,
            ObjectNode told) {
        long pauseMillis(int attempts) {
            long doubled = (long) pauseSecondsMin << Math.min(attempts - 1, 20);
            return Math.min(doubled, pauseSecondsMax) * 1_000;
        }
    }

    /// @param id what the receiver may know it by, at every attempt the same
    String write(String id) {
        ObjectNode json = Json.object("id", id, "address", address, "payload", payload, "lineage", lineage);
        if (role != null) json.put("role", role);
        json.set("headers", headers);
        json.put("retries", patience.retriesMax);
        json.put("age", patience.ageSecondsMax);
        json.put("pauseMin", patience.pauseSecondsMin);
        json.put("pauseMax", patience.pauseSecondsMax);
        if (patience.deadLetters != null) json.put("deadLetters", patience.deadLetters);
        json.set("told", patience.told);
        return Json.write(json);
    }

    static Outgoing read(JsonNode json) {
        Patience patience = new Patience(
                json.path("retries").asInt(),
                json.path("age").asLong(),
                json.path("pauseMin").asInt(),
                json.path("pauseMax").asInt(),
                textOrNull(json.path("deadLetters")),
                (ObjectNode) json.path("told"));
        return new Outgoing(
                json.path("address").asString(),
                textOrNull(json.path("role")),
                json.path("payload").asString(),
                (ObjectNode) json.path("headers"),
                json.path("lineage").asString(),
                patience);
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    boolean http() {
        return address.startsWith("http://") || address.startsWith("https://");
    }
}
