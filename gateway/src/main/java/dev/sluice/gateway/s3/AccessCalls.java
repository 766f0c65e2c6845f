package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who may do what with a bucket: its policy and its access control list.
final class AccessCalls {
    private final ObjectStore store;
    private final Guard guard;

    AccessCalls(ObjectStore store, Guard guard) {
        this.store = store;
        this.guard = guard;
    }

    void register(Map<String, Handler> handlers) {
        Refused missing = new Refused("NoSuchBucketPolicy", "The bucket policy does not exist");
        handlers.put("GetBucketPolicy", call -> {
            JsonNode policy = store.buckets()
                    .setting(call.bucket(), Settings.POLICY)
                    .orElseThrow(() -> SettingCalls.named(missing, call.bucket()));
            String text = Json.write(policy);
            call.header("Content-Type", "application/json");
            call.text(text.getBytes(StandardCharsets.UTF_8));
            return Json.object("Policy", text);
        });
        handlers.put("PutBucketPolicy", this::putPolicy);
        handlers.put("GetBucketAcl", this::getAcl);
        handlers.put("PutBucketAcl", this::putAcl);
        handlers.put("DeleteBucketPolicy", call -> {
            store.buckets().deleteSetting(call.bucket(), Settings.POLICY);
            call.status(204);
            return Json.object();
        });
        handlers.put("GetBucketPolicyStatus", call -> {
            JsonNode policy = store.buckets()
                    .setting(call.bucket(), Settings.POLICY)
                    .orElseThrow(() -> SettingCalls.named(missing, call.bucket()));
            ObjectNode output = Json.object();
            output.putObject("PolicyStatus").put("IsPublic", BucketPolicy.isPublic(policy));
            return output;
        });
    }

    private JsonNode putPolicy(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        JsonNode policy = BucketPolicy.parse(call.text("Policy"), bucket.arn());
        if (guard.blocked(bucket, "BlockPublicPolicy") && BucketPolicy.isPublic(policy)) throw S3Errors.accessDenied();
        store.buckets().putSetting(bucket.name(), Settings.POLICY, policy);
        call.status(204);
        return Json.object();
    }

    private JsonNode getAcl(Call call) {
        return guard.bucketAcl(store.buckets().require(call.bucket()));
    }

    private JsonNode putAcl(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        JsonNode acl = Acl.fromHeaders(call.input(), bucket.owner(), bucket);
        if (acl == null) {
            if (!call.input().has("AccessControlPolicy"))
                throw new Refused("MissingSecurityHeader", "Your request was missing a required header");
            acl = Acl.fromDocument(call.input().path("AccessControlPolicy"), bucket.owner());
        }
        JsonNode admitted = guard.admit(bucket, acl, call.text("ACL"));
        if (admitted != null) store.buckets().putSetting(bucket.name(), Settings.ACL, admitted);
        return Json.object();
    }
}
