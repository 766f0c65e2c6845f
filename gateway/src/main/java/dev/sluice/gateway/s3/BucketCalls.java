package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.Origin;
import dev.sluice.objects.Versioning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Buckets as such: made, found, listed, deleted; their region and versioning.
final class BucketCalls {
    private static final String OLDEST_REGION = "us-east-1";
    private static final Set<String> REGIONS = Set.of(
            "af-south-1",
            "ap-east-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "EU",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "sa-east-1",
            "us-east-2",
            "us-gov-east-1",
            "us-gov-west-1",
            "us-west-1",
            "us-west-2");
    private static final int LIST_BUCKETS_MAX = 10_000;

    private final ObjectStore store;
    private final String region;

    BucketCalls(ObjectStore store, String region) {
        this.store = store;
        this.region = region;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("CreateBucket", this::create);
        handlers.put("HeadBucket", this::head);
        handlers.put("DeleteBucket", this::delete);
        handlers.put("ListBuckets", this::list);
        handlers.put("GetBucketLocation", this::location);
        handlers.put("GetBucketVersioning", this::getVersioning);
        handlers.put("PutBucketVersioning", this::putVersioning);
    }

    private JsonNode create(Call call) {
        String where = region(call.input().path("CreateBucketConfiguration"));
        String user = call.userId();
        String ownership = call.text("ObjectOwnership");
        Bucket planned = new Bucket(
                call.bucket(), user, call.caller().account(), where, java.time.Instant.EPOCH, Versioning.OFF, false);
        @Nullable JsonNode acl = Acl.fromHeaders(call.input(), user, planned);
        try {
            Origin origin = call.origin(planned);
            boolean locking = call.input().path("ObjectLockEnabledForBucket").asBoolean(false);
            store.buckets().create(call.bucket(), where, origin, locking);
        } catch (Refused refused) {
            // In the oldest region, making one's own bucket again succeeds and changes nothing but its list.
            boolean again = refused.code().equals("BucketAlreadyOwnedByYou") && where.equals(OLDEST_REGION);
            if (!again) throw refused;
        }
        settings(call, acl, ownership);
        call.header("Location", "/" + call.bucket());
        return Json.object("Location", "/" + call.bucket(), "BucketArn", planned.arn());
    }

    private void settings(Call call, @Nullable JsonNode acl, String ownership) {
        if (!ownership.isEmpty()) {
            if (!SettingCalls.OWNERSHIPS.contains(ownership))
                throw S3Errors.invalid("Invalid x-amz-object-ownership header: " + ownership);
            ObjectNode controls = Json.object();
            controls.putArray("Rules").add(Json.object("ObjectOwnership", ownership));
            store.buckets().putSetting(call.bucket(), Settings.OWNERSHIP, controls);
        }
        if (acl != null) store.buckets().putSetting(call.bucket(), Settings.ACL, acl);
        JsonNode tags = call.input().path("CreateBucketConfiguration").path("Tags");
        if (!tags.isEmpty()) {
            ObjectNode tagging = Json.object();
            tagging.set("TagSet", Tags.toTree(Tags.fromTree(tags, Tags.BUCKET_TAGS_MAX)));
            store.buckets().putSetting(call.bucket(), Settings.TAGGING, tagging);
        }
    }

    private String region(JsonNode configuration) {
        if (configuration.has("Location") || configuration.has("Bucket"))
            throw S3Errors.notImplemented("directory buckets");
        String asked = configuration.path("LocationConstraint").asString("");
        if (asked.isEmpty()) return region;
        if (!REGIONS.contains(asked) && !asked.equals(region)) {
            throw new Refused(
                    "InvalidLocationConstraint",
                    "The specified location-constraint is not valid",
                    Map.of("LocationConstraint", asked));
        }
        return asked;
    }

    private JsonNode head(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        return Json.object("BucketRegion", bucket.region(), "BucketArn", bucket.arn())
                .put("AccessPointAlias", false);
    }

    private JsonNode delete(Call call) {
        store.buckets().delete(call.bucket());
        call.status(204);
        return Json.object();
    }

    private JsonNode list(Call call) {
        int max = (int) call.input().path("MaxBuckets").asLong(LIST_BUCKETS_MAX);
        if (max < 1 || max > LIST_BUCKETS_MAX)
            throw S3Errors.invalid("Argument max-buckets must be an integer between 1 and 10000");
        String after = call.optional("ContinuationToken").map(Tokens::decode).orElse("");
        List<Bucket> found = store.buckets().list(call.userId(), call.text("Prefix"), after, max + 1);
        ObjectNode output = Json.object();
        ArrayNode buckets = output.putArray("Buckets");
        String wanted = call.text("BucketRegion");
        for (Bucket bucket : found.subList(0, Math.min(max, found.size()))) {
            if (!wanted.isEmpty() && !wanted.equals(bucket.region())) continue;
            ObjectNode each = buckets.addObject().put("Name", bucket.name());
            each.set("CreationDate", Moments.seconds(bucket.created()));
            if (call.input().has("MaxBuckets") || call.input().has("BucketRegion"))
                each.put("BucketRegion", bucket.region());
        }
        output.set("Owner", Account.owner(call.userId()));
        if (found.size() > max)
            output.put("ContinuationToken", Tokens.encode(found.get(max - 1).name()));
        if (call.input().has("Prefix")) output.put("Prefix", call.text("Prefix"));
        return output;
    }

    private JsonNode location(Call call) {
        String where = store.buckets().require(call.bucket()).region();
        String constraint = where.equals(OLDEST_REGION) ? "" : where;
        String xml = new XmlWriter()
                .declare()
                .root("LocationConstraint")
                .text(constraint)
                .close("LocationConstraint")
                .toString();
        call.header("Content-Type", "application/xml");
        call.text(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ObjectNode output = Json.object();
        return constraint.isEmpty() ? output : output.put("LocationConstraint", constraint);
    }

    private JsonNode getVersioning(Call call) {
        return switch (store.buckets().require(call.bucket()).versioning()) {
            case OFF -> Json.object();
            case ENABLED -> Json.object("Status", "Enabled");
            case SUSPENDED -> Json.object("Status", "Suspended");
        };
    }

    private JsonNode putVersioning(Call call) {
        JsonNode configuration = call.input().path("VersioningConfiguration");
        if (configuration.path("MFADelete").asString("").equals("Enabled")
                || call.input().has("MFA")) throw S3Errors.notImplemented("MFA delete");
        Versioning versioning =
                switch (configuration.path("Status").asString("")) {
                    case "Enabled" -> Versioning.ENABLED;
                    case "Suspended" -> Versioning.SUSPENDED;
                    default ->
                        throw new Refused(
                                "IllegalVersioningConfigurationException", "The Versioning element must be specified");
                };
        store.buckets().versioning(call.bucket(), versioning);
        return Json.object();
    }
}
