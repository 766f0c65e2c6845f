package dev.sluice.objects;

import dev.sluice.core.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something that happened in a bucket whose notification configuration asks for it.
///
/// @param id never used twice; after a crash the same event may come again
/// @param deliveries what is sent to which topic, queue or function
/// @param bridge the event as it goes to EventBridge's default bus; null unless the bucket asks for it
/// @param bucket where it happened
/// @param key of the object; empty for a test event
/// @param name such as `ObjectCreated:Put`; `TestEvent` for S3's greeting to a new destination
/// @param lineage as the request that caused it carried it
public record ObjectEvent(
        long id,
        List<Delivery> deliveries,
        @Nullable JsonNode bridge,
        String bucket,
        String key,
        String name,
        String lineage) {
    /// A message to one destination. @param arn a topic, queue or function @param message in S3's JSON form
    public record Delivery(String arn, JsonNode message) {}

    static ObjectEvent read(long id, byte[] stored) {
        JsonNode json = Json.parse(stored);
        List<Delivery> deliveries = new ArrayList<>();
        for (JsonNode target : json.path("targets")) {
            ObjectNode message = (ObjectNode) json.path("message").deepCopy();
            if (message.path("Records").path(0).path("s3") instanceof ObjectNode s3)
                s3.put("configurationId", target.path("id").asString());
            deliveries.add(new Delivery(target.path("arn").asString(), message));
        }
        return new ObjectEvent(
                id,
                List.copyOf(deliveries),
                json.get("bridge"),
                json.path("bucket").asString(),
                json.path("key").asString(),
                json.path("name").asString(),
                json.path("lineage").asString());
    }
}
