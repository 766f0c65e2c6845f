package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.Checksums;
import dev.sluice.objects.Condition;
import dev.sluice.objects.Lock;
import dev.sluice.objects.NewObject;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Payload;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// PutObject, and what all ways of writing an object have in common.
final class ObjectWrites {
    /// Names and values of user metadata together.
    static final int METADATA_BYTES_MAX = 2048;

    private static final Set<String> CLASSES =
            Set.of("STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR");
    private static final Set<String> OTHER_CLASSES =
            Set.of("GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP");

    private final ObjectStore store;
    private final Guard guard;
    private final ObjectAnswers answers;
    private final LockRequest locks;

    ObjectWrites(ObjectStore store, Guard guard, ObjectAnswers answers, InstantSource clock) {
        this.store = store;
        this.guard = guard;
        this.answers = answers;
        this.locks = new LockRequest(store, clock);
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("PutObject", this::put);
    }

    private JsonNode put(Call call) throws IOException {
        Bucket bucket = store.buckets().require(call.bucket());
        if (call.input().has("WriteOffsetBytes")) throw S3Errors.notImplemented("x-amz-write-offset-bytes");
        ServerEncryption.Plan plan = ServerEncryption.plan(call.input());
        Condition condition = new Condition(
                call.optional("IfMatch").orElse(null),
                call.optional("IfNoneMatch").orElse(null));
        NewObject object = newObject(call, bucket, plan, condition, "Put");
        ObjectVersion version = store.objects().put(object, payload(call, plan), origin(call, bucket));
        ObjectNode output = Json.object().put("ETag", ObjectAnswers.quoted(version.etag()));
        ObjectAnswers.checksums(output, version.attributes().checksums());
        answers.written(output, bucket, version);
        return output;
    }

    /// The object a request's headers describe.
    NewObject newObject(Call call, Bucket bucket, ServerEncryption.Plan plan, Condition condition, String event) {
        JsonNode input = call.input();
        String owner = guard.ownerOf(call, bucket);
        JsonNode acl = guard.admit(bucket, Acl.fromHeaders(input, owner, bucket), call.text("ACL"));
        Attributes attributes = new Attributes(
                headers(call),
                metadata(input),
                call.optional("Tagging").map(Tags::fromHeader).orElse(Map.of()),
                acl,
                Checksums.NONE,
                0,
                plan.encryption(),
                plan.keyMd5(),
                "",
                locks.of(input, bucket));
        return new NewObject(bucket.name(), call.key(), storageClass(input), attributes, condition, event);
    }

    /// Whom a write comes from: its owner is the object's.
    dev.sluice.objects.Origin origin(Call call, Bucket bucket) {
        return call.origin(bucket).ownedBy(guard.ownerOf(call, bucket));
    }

    static String storageClass(JsonNode input) {
        String name = input.path("StorageClass").asString("STANDARD");
        if (CLASSES.contains(name)) return name;
        if (OTHER_CLASSES.contains(name)) throw S3Errors.notImplemented("x-amz-storage-class: " + name);
        throw new Refused("InvalidStorageClass", "The storage class you specified is not valid");
    }

    static Map<String, String> headers(Call call) {
        Map<String, String> headers = new LinkedHashMap<>();
        ObjectAnswers.HEADERS.forEach((header, member) ->
                call.optional(member).filter(value -> !value.isEmpty()).ifPresent(value -> headers.put(header, value)));
        call.request().header("expires").ifPresent(value -> headers.put("expires", value));
        String encoding = headers.getOrDefault("content-encoding", "");
        if (encoding.contains("aws-chunked")) {
            // How the body travelled is not how the object is encoded.
            String rest =
                    encoding.replaceAll("(^|,)\\s*aws-chunked\\s*(?=,|$)", "").replaceAll("^\\s*,\\s*", "");
            if (rest.isBlank()) headers.remove("content-encoding");
            else headers.put("content-encoding", rest.strip());
        }
        return headers;
    }

    /// @throws Refused `MetadataTooLarge`
    static Map<String, String> metadata(JsonNode input) {
        Map<String, String> metadata = new LinkedHashMap<>();
        int size = 0;
        for (Map.Entry<String, JsonNode> each : input.path("Metadata").properties()) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            String value = each.getValue().asString("");
            size += Json.utf8Bytes(name) + Json.utf8Bytes(value);
            metadata.put(name, value);
        }
        if (size > METADATA_BYTES_MAX) {
            throw new Refused(
                    "MetadataTooLarge",
                    "Your metadata headers exceed the maximum allowed metadata size",
                    Map.of("Size", Integer.toString(size), "MaxSizeAllowed", Integer.toString(METADATA_BYTES_MAX)));
        }
        return metadata;
    }

    /// The body of a request with what it says of it. @throws Refused `MissingContentLength`, `InvalidDigest` …
    Payload payload(Call call, ServerEncryption.Plan plan) {
        Optional<Long> length = call.request().contentLength();
        if (length.isEmpty())
            throw new Refused("MissingContentLength", "You must provide the Content-Length HTTP header.");
        if (length.get() > Payload.REQUEST_BYTES_MAX) {
            throw new Refused(
                    "EntityTooLarge",
                    "Your proposed upload exceeds the maximum allowed size",
                    Map.of(
                            "ProposedSize", length.get().toString(),
                            "MaxSizeAllowed", Long.toString(Payload.REQUEST_BYTES_MAX)));
        }
        @Nullable String md5 = call.request().header("content-md5").orElse(null);
        if (md5 != null) InputReader.checkForm(md5);
        ChecksumRequest checksum = ChecksumRequest.of(call.request());
        return new Payload(
                call.request().body(),
                md5,
                checksum.algorithms(),
                checksum.expected(),
                plan.sealing(),
                Payload.REQUEST_BYTES_MAX);
    }

    /// The lock a request asks for. See [LockRequest].
    Lock lock(JsonNode input, Bucket bucket) {
        return locks.of(input, bucket);
    }
}
