package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer.Verdict;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Says who may do what: the caller's own policies, the bucket's policy, and access control lists, as S3
/// combines them.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html">order</a>
final class Guard {
    private final ObjectStore store;
    private final InstantSource clock;

    Guard(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Checks an operation on a bucket or on an object in it, whether that is there or not.
    ///
    /// @throws Refused `AccessDenied`; `NoSuchBucket`
    Bucket check(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        expectOwner(call, "ExpectedBucketOwner", bucket);
        if (call.operation().equals("DeleteObjects")) return bucket; // each of its objects is checked by itself
        check(call, bucket, Need.of(call.operation()), call.key(), call.versionId());
        return bucket;
    }

    /// Checks what one of an operation's steps needs.
    void check(Call call, Bucket bucket, Need need, String key, @Nullable String versionId) {
        if (!allows(call, bucket, need, key, versionId)) throw S3Errors.accessDenied();
        requester(call, bucket);
    }

    static void expectOwner(Call call, String member, Bucket bucket) {
        Optional<String> expected = call.optional(member);
        if (expected.isPresent() && !expected.get().equals(bucket.account())) throw S3Errors.accessDenied();
    }

    private void requester(Call call, Bucket bucket) {
        if (call.caller().account().equals(bucket.account()) && !call.caller().anonymous()) return;
        boolean pays = store.buckets()
                .setting(bucket.name(), Settings.REQUEST_PAYMENT)
                .map(payment -> payment.path("Payer").asString("").equals("Requester"))
                .orElse(false);
        boolean said = call.request().header("x-amz-request-payer").isPresent()
                || call.request().parameter("x-amz-request-payer").isPresent();
        if (pays && (!said || call.caller().anonymous())) throw S3Errors.accessDenied();
    }

    boolean allows(Call call, Bucket bucket, Need need, String key, @Nullable String versionId) {
        String resource = need.onObject() ? bucket.arn() + "/" + key : bucket.arn();
        Access access =
                new Access(need.action(versionId != null), resource, conditions(call, bucket, need, key, versionId));
        Verdict own =
                call.caller().anonymous() ? Verdict.SILENT : call.request().decide(access);
        Verdict policy = policy(call, bucket, access);
        if (own == Verdict.DENIED) return false;
        boolean home = !call.caller().anonymous() && call.caller().account().equals(bucket.account());
        if (home && own == Verdict.ALLOWED && isRootOnPolicy(call, bucket)) return true;
        if (policy == Verdict.DENIED) return false;
        if (home)
            return own == Verdict.ALLOWED || policy == Verdict.ALLOWED || granted(call, bucket, need, key, versionId);
        boolean mayAtHome = call.caller().anonymous() || own == Verdict.ALLOWED;
        return mayAtHome && (policy == Verdict.ALLOWED || granted(call, bucket, need, key, versionId));
    }

    /// The account's root can always mend a policy that shuts everybody out.
    private static boolean isRootOnPolicy(Call call, Bucket bucket) {
        return call.operation().endsWith("BucketPolicy")
                && call.caller().principal().equals("arn:aws:iam::" + bucket.account() + ":root");
    }

    private Verdict policy(Call call, Bucket bucket, Access access) {
        Optional<JsonNode> policy = store.buckets().setting(bucket.name(), Settings.POLICY);
        if (policy.isEmpty()) return Verdict.SILENT;
        Verdict verdict =
                BucketPolicy.decide(policy.get(), call.caller(), access, Instant.ofEpochMilli(clock.millis()));
        boolean home = !call.caller().anonymous() && call.caller().account().equals(bucket.account());
        boolean restricted = verdict == Verdict.ALLOWED
                && !home
                && blocked(bucket, "RestrictPublicBuckets")
                && BucketPolicy.isPublic(policy.get());
        return restricted ? Verdict.SILENT : verdict;
    }

    private boolean granted(Call call, Bucket bucket, Need need, String key, @Nullable String versionId) {
        String grant = need.grant();
        if (grant == null || enforced(bucket)) return false;
        if (need.action().equals("s3:GetObject")
                && store.objects().find(bucket.name(), key, versionId).isEmpty()) {
            // Who may list learns that it isn't there; for others it might be.
            return Acl.allows(bucketAcl(bucket), grantee(call, bucket), "READ", blocked(bucket, "IgnorePublicAcls"));
        }
        Optional<JsonNode> acl = need.grantOnBucket()
                ? Optional.of(bucketAcl(bucket))
                : store.objects().find(bucket.name(), key, versionId).map(Guard::objectAcl);
        boolean ignorePublic = blocked(bucket, "IgnorePublicAcls");
        return acl.filter(list -> Acl.allows(list, grantee(call, bucket), grant, ignorePublic))
                .isPresent();
    }

    /// Whom a list's grants may mean: another account, but not the owner's, whose users need policies of
    /// their own.
    private static String grantee(Call call, Bucket bucket) {
        return call.caller().account().equals(bucket.account()) ? "" : call.userId();
    }

    /// Whether access control lists are switched off in a bucket.
    boolean enforced(Bucket bucket) {
        return ownership(bucket).equals("BucketOwnerEnforced");
    }

    private String ownership(Bucket bucket) {
        return store.buckets()
                .setting(bucket.name(), Settings.OWNERSHIP)
                .map(controls ->
                        controls.path("Rules").path(0).path("ObjectOwnership").asString(""))
                .orElse("ObjectWriter");
    }

    /// Whether one of the four switches of the public access block is on.
    boolean blocked(Bucket bucket, String member) {
        return store.buckets()
                .setting(bucket.name(), Settings.PUBLIC_ACCESS_BLOCK)
                .map(block -> block.path(member).asBoolean(false))
                .orElse(false);
    }

    JsonNode bucketAcl(Bucket bucket) {
        return Acl.of(bucket, store.buckets().setting(bucket.name(), Settings.ACL));
    }

    static JsonNode objectAcl(ObjectVersion version) {
        JsonNode acl = version.attributes().acl();
        return acl == null ? Acl.ownedBy(version.owner()) : acl;
    }

    /// The list that is to be put, unless lists are switched off or public ones blocked.
    ///
    /// @throws Refused `AccessControlListNotSupported`, `AccessDenied`
    @Nullable
    JsonNode admit(Bucket bucket, @Nullable JsonNode acl, String canned) {
        if (acl == null) return null;
        boolean harmless = canned.equals("private") || canned.equals("bucket-owner-full-control");
        if (enforced(bucket)) {
            if (harmless) return null;
            throw new Refused("AccessControlListNotSupported", "The bucket does not allow ACLs");
        }
        if (Acl.isPublic(acl) && blocked(bucket, "BlockPublicAcls")) throw S3Errors.accessDenied();
        return acl;
    }

    /// Who owns what somebody writes into a bucket.
    String ownerOf(Call call, Bucket bucket) {
        boolean preferred = ownership(bucket).equals("BucketOwnerPreferred")
                && call.text("ACL").equals("bucket-owner-full-control");
        return call.caller().anonymous() || enforced(bucket) || preferred ? bucket.owner() : call.userId();
    }

    private Map<String, String> conditions(
            Call call, Bucket bucket, Need need, String key, @Nullable String versionId) {
        return ConditionKeys.of(
                call,
                need.onObject(),
                () -> store.objects()
                        .find(bucket.name(), key, versionId)
                        .map(version -> version.attributes().tags())
                        .orElse(Map.of()));
    }
}
