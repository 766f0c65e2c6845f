package dev.sluice.gateway.s3;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.Lifecycle;
import dev.sluice.objects.LifecycleRules;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Versioning;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A bucket's settings: put after a check, got as they were put, deleted. Those that would promise what
/// isn't done here
/// are refused when they are put.
final class SettingCalls {
    static final Set<String> OWNERSHIPS = Set.of("BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced");

    private final ObjectStore store;
    private final Guard guard;

    SettingCalls(ObjectStore store, Guard guard) {
        this.store = store;
        this.guard = guard;
    }

    /// One kind of setting.
    ///
    /// @param kind its name in the store
    /// @param member the input's member that holds it
    /// @param whole whether the answer to GET is the setting itself rather than a structure with that member
    /// @param missing what GET answers if it was never put
    private record Setting(String kind, String member, boolean whole, Refused missing) {}

    void register(Map<String, Handler> handlers) {
        Setting cors = new Setting(
                Settings.CORS,
                "CORSConfiguration",
                true,
                new Refused("NoSuchCORSConfiguration", "The CORS configuration does not exist"));
        handlers.put("GetBucketCors", call -> get(call, cors));
        handlers.put("PutBucketCors", call -> put(call, cors, (bucket, body) -> Cors.check(body)));
        handlers.put("DeleteBucketCors", call -> delete(call, cors));
        Setting tagging = new Setting(
                Settings.TAGGING, "Tagging", true, new Refused("NoSuchTagSet", "The TagSet does not exist"));
        handlers.put("GetBucketTagging", call -> get(call, tagging));
        handlers.put("PutBucketTagging", call -> {
            call.status(204);
            return put(call, tagging, (bucket, body) -> tags(body));
        });
        handlers.put("DeleteBucketTagging", call -> delete(call, tagging));
        Setting lifecycle = new Setting(
                Lifecycle.SETTING,
                "LifecycleConfiguration",
                true,
                new Refused("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"));
        handlers.put("GetBucketLifecycleConfiguration", call -> get(call, lifecycle));
        handlers.put(
                "PutBucketLifecycleConfiguration",
                call -> put(call, lifecycle, (bucket, body) -> LifecycleRules.check(body, Ids.random())));
        handlers.put("DeleteBucketLifecycle", call -> delete(call, lifecycle));
        registerProtection(handlers);
        registerDefaults(handlers);
        handlers.put(
                "GetBucketNotificationConfiguration",
                call -> store.notifications(call.bucket()).orElseGet(Json::object));
        handlers.put("PutBucketNotificationConfiguration", this::putNotification);
    }

    private void registerProtection(Map<String, Handler> handlers) {
        Setting encryption = new Setting(
                Settings.ENCRYPTION,
                "ServerSideEncryptionConfiguration",
                false,
                new Refused(
                        "ServerSideEncryptionConfigurationNotFoundError",
                        "The server side encryption configuration was not found"));
        handlers.put("GetBucketEncryption", this::getEncryption);
        handlers.put("PutBucketEncryption", call -> put(call, encryption, (bucket, body) -> encryption(body)));
        handlers.put("DeleteBucketEncryption", call -> delete(call, encryption));
        Setting ownership = new Setting(
                Settings.OWNERSHIP,
                "OwnershipControls",
                false,
                new Refused("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"));
        handlers.put("GetBucketOwnershipControls", call -> get(call, ownership));
        handlers.put("PutBucketOwnershipControls", call -> put(call, ownership, this::ownership));
        handlers.put("DeleteBucketOwnershipControls", call -> delete(call, ownership));
        Setting block = new Setting(
                Settings.PUBLIC_ACCESS_BLOCK,
                "PublicAccessBlockConfiguration",
                false,
                new Refused(
                        "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"));
        handlers.put("GetPublicAccessBlock", call -> get(call, block));
        handlers.put("PutPublicAccessBlock", call -> put(call, block, (bucket, body) -> block(body)));
        handlers.put("DeletePublicAccessBlock", call -> delete(call, block));
        Setting lock = new Setting(
                Settings.OBJECT_LOCK,
                "ObjectLockConfiguration",
                false,
                new Refused(
                        "ObjectLockConfigurationNotFoundError",
                        "Object Lock configuration does not exist for this bucket"));
        handlers.put("GetObjectLockConfiguration", call -> getLock(call, lock));
        handlers.put("PutObjectLockConfiguration", call -> put(call, lock, this::lock));
    }

    /// Settings whose default is an answer, and those that only have that.
    private void registerDefaults(Map<String, Handler> handlers) {
        handlers.put(
                "GetBucketRequestPayment",
                call -> store.buckets()
                        .setting(call.bucket(), Settings.REQUEST_PAYMENT)
                        .orElseGet(() -> Json.object("Payer", "BucketOwner")));
        handlers.put("PutBucketRequestPayment", call -> {
            JsonNode body = call.input().path("RequestPaymentConfiguration");
            store.buckets().putSetting(call.bucket(), Settings.REQUEST_PAYMENT, body);
            return Json.object();
        });
        handlers.put("GetBucketAccelerateConfiguration", call -> Json.object());
        handlers.put("GetBucketLogging", call -> Json.object());
        handlers.put("PutBucketLogging", call -> {
            if (call.input().path("BucketLoggingStatus").has("LoggingEnabled"))
                throw S3Errors.operationNotImplemented("PutBucketLogging with LoggingEnabled");
            return Json.object();
        });
        handlers.put("GetBucketWebsite", call -> {
            throw new Refused(
                    "NoSuchWebsiteConfiguration",
                    "The specified bucket does not have a website configuration",
                    Map.of("BucketName", call.bucket()));
        });
        handlers.put("GetBucketReplication", call -> {
            throw new Refused("ReplicationConfigurationNotFoundError", "The replication configuration was not found");
        });
        for (String absent : new String[] {"DeleteBucketWebsite", "DeleteBucketReplication"}) {
            handlers.put(absent, call -> {
                call.status(204);
                return Json.object();
            });
        }
    }

    static Refused named(Refused refused, String bucket) {
        return new Refused(refused.code(), refused.text(), Map.of("BucketName", bucket));
    }

    private JsonNode get(Call call, Setting setting) {
        JsonNode body = store.buckets()
                .setting(call.bucket(), setting.kind())
                .orElseThrow(() -> named(setting.missing(), call.bucket()));
        if (setting.whole()) return body;
        ObjectNode output = Json.object();
        output.set(setting.member(), body);
        return output;
    }

    private JsonNode put(Call call, Setting setting, BiFunction<Bucket, JsonNode, JsonNode> check) {
        Bucket bucket = store.buckets().require(call.bucket());
        JsonNode body = call.input().path(setting.member());
        if (body.isMissingNode()) throw S3Errors.malformedXml();
        store.buckets().putSetting(bucket.name(), setting.kind(), check.apply(bucket, body));
        return Json.object();
    }

    private JsonNode delete(Call call, Setting setting) {
        store.buckets().deleteSetting(call.bucket(), setting.kind());
        call.status(204);
        return Json.object();
    }

    private static JsonNode tags(JsonNode tagging) {
        Tags.fromTree(tagging.path("TagSet"), Tags.BUCKET_TAGS_MAX);
        return tagging;
    }

    private static JsonNode encryption(JsonNode configuration) {
        if (configuration.path("Rules").size() != 1) throw S3Errors.malformedXml();
        String algorithm = ServerEncryption.byDefault(configuration);
        if (algorithm.startsWith("aws:kms")) throw S3Errors.notImplemented("the encryption algorithm " + algorithm);
        if (!algorithm.equals(Attributes.AES256)) throw S3Errors.malformedXml();
        return configuration;
    }

    /// Every bucket has a default encryption, put or not.
    private JsonNode getEncryption(Call call) {
        ObjectNode output = Json.object();
        Optional<JsonNode> put = store.buckets().setting(call.bucket(), Settings.ENCRYPTION);
        if (put.isPresent()) {
            output.set("ServerSideEncryptionConfiguration", put.get());
            return output;
        }
        ObjectNode rule = output.putObject("ServerSideEncryptionConfiguration")
                .putArray("Rules")
                .addObject();
        rule.putObject("ApplyServerSideEncryptionByDefault").put("SSEAlgorithm", Attributes.AES256);
        rule.put("BucketKeyEnabled", false);
        return output;
    }

    private JsonNode ownership(Bucket bucket, JsonNode controls) {
        if (controls.path("Rules").size() != 1) throw S3Errors.malformedXml();
        boolean enforced = controls.path("Rules")
                .path(0)
                .path("ObjectOwnership")
                .asString("")
                .equals("BucketOwnerEnforced");
        JsonNode acl = guard.bucketAcl(bucket);
        if (enforced && (Acl.isPublic(acl) || acl.path("Grants").size() > 1)) {
            throw new Refused(
                    "InvalidBucketAclWithObjectOwnership",
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
        return controls;
    }

    private static JsonNode block(JsonNode asked) {
        ObjectNode complete = Json.object();
        for (String each :
                new String[] {"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"})
            complete.put(each, asked.path(each).asBoolean(false));
        return complete;
    }

    private JsonNode getLock(Call call, Setting setting) {
        Bucket bucket = store.buckets().require(call.bucket());
        if (!bucket.locking()) throw named(setting.missing(), bucket.name());
        ObjectNode output = Json.object();
        output.set(
                setting.member(),
                store.buckets()
                        .setting(bucket.name(), setting.kind())
                        .orElseGet(() -> Json.object("ObjectLockEnabled", "Enabled")));
        return output;
    }

    private JsonNode lock(Bucket bucket, JsonNode configuration) {
        if (!configuration.path("ObjectLockEnabled").asString("").equals("Enabled")) throw S3Errors.malformedXml();
        JsonNode retention = configuration.path("Rule").path("DefaultRetention");
        if (configuration.has("Rule")) {
            boolean days = retention.has("Days");
            if (days == retention.has("Years") || !retention.has("Mode")) throw S3Errors.malformedXml();
            if (retention.path(days ? "Days" : "Years").asLong() <= 0) {
                throw new Refused(
                        "InvalidRetentionPeriod", "Default retention period must be a positive integer value");
            }
        }
        if (!bucket.locking()) {
            if (bucket.versioning() != Versioning.ENABLED) {
                throw new Refused(
                        "InvalidBucketState",
                        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
            }
            store.buckets().lock(bucket.name());
        }
        return configuration;
    }

    private JsonNode putNotification(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        boolean validate = !call.input().path("SkipDestinationValidation").asBoolean(false);
        JsonNode configuration = call.input().path("NotificationConfiguration");
        if (!configuration.isObject()) throw S3Errors.malformedXml();
        store.notifications(bucket.name(), configuration, validate, call.origin(bucket));
        return Json.object();
    }
}
