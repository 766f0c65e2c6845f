package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.RawResponse;
import dev.sluice.gateway.sigv4.UriText;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.Condition;
import dev.sluice.objects.NewObject;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Objects;
import dev.sluice.objects.Payload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Uploads by HTML forms.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html">POST Object</a>
final class PostObject {
    /// Fields that are members of PutObject's input.
    private static final Map<String, String> MEMBERS = Map.of(
            "acl", "ACL",
            "content-type", "ContentType",
            "cache-control", "CacheControl",
            "content-disposition", "ContentDisposition",
            "content-encoding", "ContentEncoding",
            "x-amz-storage-class", "StorageClass",
            "x-amz-website-redirect-location", "WebsiteRedirectLocation",
            "x-amz-server-side-encryption", "ServerSideEncryption");

    private static final Map<String, String> KEY_MEMBERS = Map.of(
            "x-amz-server-side-encryption-customer-algorithm", "SSECustomerAlgorithm",
            "x-amz-server-side-encryption-customer-key", "SSECustomerKey",
            "x-amz-server-side-encryption-customer-key-md5", "SSECustomerKeyMD5",
            "x-amz-object-lock-mode", "ObjectLockMode",
            "x-amz-object-lock-legal-hold", "ObjectLockLegalHoldStatus");

    private final ObjectStore store;
    private final Guard guard;
    private final ObjectWrites writes;
    private final FormSignatures signatures;
    private final InstantSource clock;

    PostObject(ObjectStore store, Guard guard, ObjectWrites writes, FormSignatures signatures, InstantSource clock) {
        this.store = store;
        this.guard = guard;
        this.writes = writes;
        this.signatures = signatures;
        this.clock = clock;
    }

    /// @throws Refused as S3 would
    void handle(RawRequest request, RawResponse response, String bucketName) throws IOException {
        Bucket bucket = store.buckets().require(bucketName);
        Form form = Form.read(request.header("content-type").orElse(""), request.body());
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        String key = fields.getOrDefault("key", "").replace("${filename}", form.fileName());
        if (key.isEmpty()) {
            throw S3Errors.invalid(
                    "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the"
                            + " fields.",
                    "key",
                    "");
        }
        Objects.checkKey(key);
        fields.put("bucket", bucketName);
        Instant now = Instant.ofEpochMilli(clock.millis());
        Caller caller = caller(request, fields, now);
        Map<String, String> judged = new LinkedHashMap<>(fields);
        judged.put("key", key);
        PostPolicy policy = fields.containsKey("policy") ? PostPolicy.check(fields.get("policy"), judged, now) : null;
        Call call = call(request, caller, key, fields);
        guard.check(call, bucket, Need.of("PostObject"), key, null);
        answer(response, call, fields, write(call, bucket, form, policy));
    }

    private Caller caller(RawRequest request, Map<String, String> fields, Instant now) {
        Caller sender = request.caller();
        if (!fields.containsKey("policy")) return sender;
        AccessKey key = PostSignature.verify(fields, signatures, now);
        return new Caller(
                key.account(),
                sender.region(),
                key.principal(),
                key.id(),
                sender.requestId(),
                sender.sourceIp(),
                sender.lineage());
    }

    private Call call(RawRequest request, Caller caller, String key, Map<String, String> fields) {
        ObjectNode input = Json.object("Bucket", fields.getOrDefault("bucket", ""), "Key", key);
        ObjectNode metadata = Json.object();
        Map<String, String> headers = new LinkedHashMap<>();
        request.header("host").ifPresent(host -> headers.put("host", host));
        fields.forEach((name, value) -> {
            if (MEMBERS.containsKey(name)) input.put(MEMBERS.get(name), value);
            if (KEY_MEMBERS.containsKey(name)) input.put(KEY_MEMBERS.get(name), value);
            if (name.startsWith("x-amz-meta-")) metadata.put(name.substring("x-amz-meta-".length()), value);
            if (name.equals("expires") || name.startsWith("x-amz-checksum-") || name.equals("content-md5"))
                headers.put(name, value);
        });
        if (!metadata.isEmpty()) input.set("Metadata", metadata);
        return new Call(
                new InnerRequest("POST", headers, new byte[0], caller, signatures.authorizer()),
                "PostObject",
                input,
                204);
    }

    private ObjectVersion write(Call call, Bucket bucket, Form form, @Nullable PostPolicy policy) throws IOException {
        ServerEncryption.Plan plan = ServerEncryption.plan(call.input());
        NewObject object = writes.newObject(call, bucket, plan, Condition.NONE, "Post");
        String tagging = form.fields().getOrDefault("tagging", "");
        if (!tagging.isEmpty()) {
            Map<String, String> tags = Tags.fromDocument(tagging.getBytes(StandardCharsets.UTF_8));
            object = new NewObject(
                    object.bucket(),
                    object.key(),
                    object.storageClass(),
                    object.attributes().withTags(tags),
                    object.condition(),
                    object.event());
        }
        long max = policy == null ? Payload.REQUEST_BYTES_MAX : Math.min(policy.bytesMax(), Payload.REQUEST_BYTES_MAX);
        long min = policy == null ? 0 : policy.bytesMin();
        ChecksumRequest checksum = ChecksumRequest.of(call.request());
        Payload payload = new Payload(
                new AtLeast(form.file(), min),
                call.request().header("content-md5").orElse(null),
                checksum.algorithms(),
                checksum.expected(),
                plan.sealing(),
                max);
        return store.objects().put(object, payload, writes.origin(call, bucket));
    }

    /// A stream that may not end too early.
    private static final class AtLeast extends FilterInputStream {
        private final long bytesMin;
        private long seen;

        AtLeast(InputStream in, long bytesMin) {
            super(in);
            this.bytesMin = bytesMin;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? -1 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count(n);
            return n;
        }

        private void count(int n) {
            if (n > 0) seen += n;
            if (n >= 0 || seen >= bytesMin) return;
            throw new Refused(
                    "EntityTooSmall",
                    "Your proposed upload is smaller than the minimum allowed size",
                    Map.of("ProposedSize", Long.toString(seen), "MinSizeAllowed", Long.toString(bytesMin)));
        }
    }

    private static void answer(RawResponse response, Call call, Map<String, String> fields, ObjectVersion version) {
        String location = "http://" + call.request().header("host").orElse("localhost") + "/" + version.bucket() + "/"
                + UriText.encode(version.key(), false);
        response.header("ETag", ObjectAnswers.quoted(version.etag())).header("Location", location);
        if (!version.versionId().equals(ObjectVersion.NULL_ID))
            response.header("x-amz-version-id", version.versionId());
        version.attributes()
                .checksums()
                .values()
                .forEach((algorithm, value) -> response.header(algorithm.header(), value));
        String redirect = fields.getOrDefault("success_action_redirect", fields.getOrDefault("redirect", ""));
        if (redirect.startsWith("http://") || redirect.startsWith("https://")) {
            String query = "bucket=" + UriText.encode(version.bucket(), false) + "&key="
                    + UriText.encode(version.key(), false) + "&etag="
                    + UriText.encode(ObjectAnswers.quoted(version.etag()), false);
            response.header("Location", redirect + (redirect.contains("?") ? "&" : "?") + query);
            response.status(303).send();
            return;
        }
        switch (fields.getOrDefault("success_action_status", "")) {
            case "200" -> response.status(200).send();
            case "201" -> {
                response.status(201).header("Content-Type", "application/xml");
                response.send(new XmlWriter()
                        .declare()
                        .open("PostResponse")
                        .element("Location", location)
                        .element("Bucket", version.bucket())
                        .element("Key", version.key())
                        .element("ETag", ObjectAnswers.quoted(version.etag()))
                        .close("PostResponse")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
            }
            default -> response.status(204).send();
        }
    }
}
