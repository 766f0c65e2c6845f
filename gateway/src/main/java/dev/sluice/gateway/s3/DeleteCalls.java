package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.Deletion;
import dev.sluice.objects.ObjectStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// DeleteObject, DeleteObjects.
final class DeleteCalls {
    private static final int KEYS_MAX = 1000;
    private static final Need BYPASS =
            new Need("s3:BypassGovernanceRetention", "s3:BypassGovernanceRetention", null, true);

    private final ObjectStore store;
    private final Guard guard;

    DeleteCalls(ObjectStore store, Guard guard) {
        this.store = store;
        this.guard = guard;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("DeleteObject", this::one);
        handlers.put("DeleteObjects", this::many);
    }

    private JsonNode one(Call call) {
        refuseDirectoryConditions(call);
        Bucket bucket = store.buckets().require(call.bucket());
        Deletion.Done done = delete(
                call,
                bucket,
                call.key(),
                call.versionId(),
                call.optional("IfMatch").orElse(null));
        call.status(204);
        ObjectNode output = Json.object();
        if (done.versionId() != null) output.put("VersionId", done.versionId());
        if (done.marker()) output.put("DeleteMarker", true);
        return output;
    }

    private static void refuseDirectoryConditions(Call call) {
        for (String member : new String[] {"IfMatchLastModifiedTime", "IfMatchSize"}) {
            if (call.input().has(member))
                throw S3Errors.notImplemented("x-amz-if-match conditions of directory buckets");
        }
    }

    private Deletion.Done delete(
            Call call, Bucket bucket, String key, @Nullable String versionId, @Nullable String ifMatch) {
        boolean bypass = call.input().path("BypassGovernanceRetention").asBoolean(false)
                && guard.allows(call, bucket, BYPASS, key, versionId);
        return store.objects()
                .delete(new Deletion(bucket.name(), key, versionId, ifMatch, bypass), call.origin(bucket));
    }

    private JsonNode many(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        JsonNode objects = call.input().path("Delete").path("Objects");
        if (objects.isEmpty() || objects.size() > KEYS_MAX) throw S3Errors.malformedXml();
        boolean quiet = call.input().path("Delete").path("Quiet").asBoolean(false);
        ObjectNode output = Json.object();
        ArrayNode deleted = Json.array();
        ArrayNode errors = Json.array();
        for (JsonNode each : objects) {
            String key = each.path("Key").asString("");
            String versionId = each.has("VersionId") ? each.path("VersionId").asString("") : null;
            if (versionId != null && versionId.isEmpty()) versionId = null;
            String ifMatch = each.has("ETag") ? each.path("ETag").asString("") : null;
            try {
                guard.check(call, bucket, Need.of("DeleteObject"), key, versionId);
                Deletion.Done done = delete(call, bucket, key, versionId, ifMatch);
                if (!quiet) deleted.add(told(key, versionId, done));
            } catch (Refused refused) {
                ObjectNode error = Json.object("Key", key, "Code", refused.code(), "Message", refused.text());
                if (versionId != null) error.put("VersionId", versionId);
                errors.add(error);
            }
        }
        if (!deleted.isEmpty()) output.set("Deleted", deleted);
        if (!errors.isEmpty()) output.set("Errors", errors);
        return output;
    }

    private static ObjectNode told(String key, @Nullable String versionId, Deletion.Done done) {
        ObjectNode deleted = Json.object("Key", key);
        if (versionId != null) deleted.put("VersionId", versionId);
        if (done.marker()) deleted.put("DeleteMarker", true).put("DeleteMarkerVersionId", done.versionId());
        return deleted;
    }
}
