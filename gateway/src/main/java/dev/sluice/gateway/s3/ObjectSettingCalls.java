package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.Lock;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What can be changed about an object that stays as it is: tags, access control list, retention, legal hold.
final class ObjectSettingCalls {
    private static final Need BYPASS =
            new Need("s3:BypassGovernanceRetention", "s3:BypassGovernanceRetention", null, true);

    private final ObjectStore store;
    private final Guard guard;
    private final InstantSource clock;

    ObjectSettingCalls(ObjectStore store, Guard guard, InstantSource clock) {
        this.store = store;
        this.guard = guard;
        this.clock = clock;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("GetObjectTagging", this::getTags);
        handlers.put("PutObjectTagging", this::putTags);
        handlers.put("DeleteObjectTagging", this::deleteTags);
        handlers.put("GetObjectAcl", this::getAcl);
        handlers.put("PutObjectAcl", this::putAcl);
        handlers.put("GetObjectRetention", this::getRetention);
        handlers.put("PutObjectRetention", this::putRetention);
        handlers.put("GetObjectLegalHold", this::getHold);
        handlers.put("PutObjectLegalHold", this::putHold);
    }

    private ObjectNode change(
            Call call, ObjectVersion version, @Nullable String event, UnaryOperator<Attributes> change) {
        Bucket bucket = store.buckets().require(call.bucket());
        store.objects().change(version, event, change, call.origin(bucket));
        ObjectNode output = Json.object();
        ObjectAnswers.versionId(output, bucket, version);
        return output;
    }

    private JsonNode getTags(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        ObjectVersion version = ObjectReads.require(store, call);
        ObjectNode output = Json.object();
        ObjectAnswers.versionId(output, bucket, version);
        output.set("TagSet", Tags.toTree(version.attributes().tags()));
        return output;
    }

    private JsonNode putTags(Call call) {
        ObjectVersion version = ObjectReads.require(store, call);
        Map<String, String> tags = Tags.fromTree(call.input().path("Tagging").path("TagSet"), Tags.OBJECT_TAGS_MAX);
        return change(call, version, "ObjectTagging:Put", attributes -> attributes.withTags(tags));
    }

    private JsonNode deleteTags(Call call) {
        ObjectVersion version = ObjectReads.require(store, call);
        call.status(204);
        return change(call, version, "ObjectTagging:Delete", attributes -> attributes.withTags(Map.of()));
    }

    private JsonNode getAcl(Call call) {
        return Guard.objectAcl(ObjectReads.require(store, call));
    }

    private JsonNode putAcl(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        ObjectVersion version = ObjectReads.require(store, call);
        JsonNode asked = Acl.fromHeaders(call.input(), version.owner(), bucket);
        if (asked == null) {
            if (!call.input().has("AccessControlPolicy"))
                throw new Refused("MissingSecurityHeader", "Your request was missing a required header");
            asked = Acl.fromDocument(call.input().path("AccessControlPolicy"), version.owner());
        }
        JsonNode acl = guard.admit(bucket, asked, call.text("ACL"));
        return change(call, version, "ObjectAcl:Put", attributes -> attributes.withAcl(acl));
    }

    /// @throws Refused `InvalidRequest` where the bucket has no object lock
    private ObjectVersion lockable(Call call) {
        if (!store.buckets().require(call.bucket()).locking())
            throw S3Errors.invalidRequest("Bucket is missing Object Lock Configuration");
        return ObjectReads.require(store, call);
    }

    private static Refused noLock() {
        return new Refused(
                "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");
    }

    private JsonNode getRetention(Call call) {
        Lock lock = lockable(call).attributes().lock();
        Instant until = lock.until();
        if (lock.mode() == null || until == null) throw noLock();
        ObjectNode output = Json.object();
        output.putObject("Retention").put("Mode", lock.mode()).set("RetainUntilDate", Moments.seconds(until));
        return output;
    }

    private JsonNode putRetention(Call call) {
        ObjectVersion version = lockable(call);
        Bucket bucket = store.buckets().require(call.bucket());
        JsonNode retention = call.input().path("Retention");
        boolean bypass = call.input().path("BypassGovernanceRetention").asBoolean(false)
                && guard.allows(call, bucket, BYPASS, call.key(), call.versionId());
        boolean set = retention.has("Mode") && retention.has("RetainUntilDate");
        if (!set && (retention.has("Mode") || retention.has("RetainUntilDate"))) throw S3Errors.malformedXml();
        String mode = set ? retention.path("Mode").asString() : null;
        Instant until =
                set ? Instant.ofEpochSecond(retention.path("RetainUntilDate").asLong()) : null;
        if (until != null && !until.isAfter(now()))
            throw S3Errors.invalid("The retain until date must be in the future!");
        return change(call, version, null, attributes -> {
            checkRetention(attributes.lock(), mode, until, bypass);
            return attributes.withLock(attributes.lock().withRetention(mode, until));
        });
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /// A retention may grow. It may shrink or end only under governance, by those who may pass it by.
    private void checkRetention(Lock before, @Nullable String mode, @Nullable Instant until, boolean bypass) {
        Instant old = before.until();
        if (old == null || !before.retains(now())) return;
        boolean grows = until != null && !until.isBefore(old) && mode != null && mode.equals(before.mode());
        boolean hardens = until != null && !until.isBefore(old) && Lock.COMPLIANCE.equals(mode);
        boolean free = Lock.GOVERNANCE.equals(before.mode()) && bypass;
        if (!grows && !free && !(hardens && bypass))
            throw new Refused("AccessDenied", "Access Denied because object protected by object lock.");
    }

    private JsonNode getHold(Call call) {
        Lock lock = lockable(call).attributes().lock();
        ObjectNode output = Json.object();
        output.putObject("LegalHold").put("Status", lock.hold() ? "ON" : "OFF");
        return output;
    }

    private JsonNode putHold(Call call) {
        ObjectVersion version = lockable(call);
        String status = call.input().path("LegalHold").path("Status").asString("");
        if (!status.equals("ON") && !status.equals("OFF")) throw S3Errors.malformedXml();
        return change(
                call,
                version,
                null,
                attributes -> attributes.withLock(attributes.lock().withHold(status.equals("ON"))));
    }
}
