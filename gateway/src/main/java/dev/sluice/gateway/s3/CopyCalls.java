package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.sigv4.UriText;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.ChecksumAlgorithm;
import dev.sluice.objects.Condition;
import dev.sluice.objects.NewObject;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Payload;
import dev.sluice.objects.Recast;
import dev.sluice.objects.Sealing;
import dev.sluice.objects.Versioning;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// CopyObject, and the finding of sources that UploadPartCopy shares with it.
final class CopyCalls {
    private final ObjectStore store;
    private final Guard guard;
    private final ObjectWrites writes;
    private final ObjectAnswers answers;

    CopyCalls(ObjectStore store, Guard guard, ObjectWrites writes, ObjectAnswers answers) {
        this.store = store;
        this.guard = guard;
        this.writes = writes;
        this.answers = answers;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("CopyObject", this::copy);
    }

    /// Where a copy comes from. @param versionId null for the newest
    record Source(String bucket, String key, @Nullable String versionId) {
        /// @throws Refused `InvalidArgument`
        static Source parse(String header) {
            String text = header.startsWith("/") ? header.substring(1) : header;
            String versionId = null;
            int question = text.lastIndexOf("?versionId=");
            if (question >= 0) {
                versionId = text.substring(question + "?versionId=".length());
                text = text.substring(0, question);
            }
            try {
                String decoded = UriText.decode(text.replace("+", "%20"));
                int slash = decoded.indexOf('/');
                if (slash > 0 && slash + 1 < decoded.length())
                    return new Source(decoded.substring(0, slash), decoded.substring(slash + 1), versionId);
            } catch (IllegalArgumentException e) {
                throw malformed(header);
            }
            throw malformed(header);
        }

        private static Refused malformed(String header) {
            return S3Errors.invalid(
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                    "x-amz-copy-source",
                    header);
        }
    }

    /// A source that may be read, with its key. @param sealing null for plain bytes
    record Found(
            Bucket bucket, ObjectVersion version, @Nullable Sealing sealing) {
        /// Says which version it was, where there are any.
        void describe(ObjectNode output) {
            if (bucket.versioning() != Versioning.OFF) output.put("CopySourceVersionId", version.versionId());
        }
    }

    /// Finds the source a request names and checks everything about it. @throws Refused as S3 would
    static Found source(Call call, ObjectStore store, Guard guard) {
        Source source = Source.parse(call.text("CopySource"));
        Bucket bucket = store.buckets().require(source.bucket());
        Guard.expectOwner(call, "ExpectedSourceBucketOwner", bucket);
        guard.check(call, bucket, Need.of("GetObject"), source.key(), source.versionId());
        ObjectVersion version = store.objects()
                .find(source.bucket(), source.key(), source.versionId())
                .orElseThrow(() -> source.versionId() == null
                        ? S3Errors.noSuchKey(source.key())
                        : new Refused("NoSuchVersion", "The specified version does not exist."));
        if (version.marker()) {
            if (source.versionId() == null) throw S3Errors.noSuchKey(source.key());
            throw S3Errors.invalidRequest(
                    "The source of a copy request may not specifically refer to a delete marker by version id.");
        }
        Preconditions.checkSource(call.input(), version);
        Attributes attributes = version.attributes();
        Sealing sealing =
                ServerEncryption.reading(attributes.encryption(), attributes.keyMd5(), call.input(), "CopySource");
        return new Found(bucket, version, sealing);
    }

    private JsonNode copy(Call call) throws IOException {
        Bucket bucket = store.buckets().require(call.bucket());
        Found found = source(call, store, guard);
        ObjectVersion source = found.version();
        if (source.size() > Payload.REQUEST_BYTES_MAX) {
            throw S3Errors.invalidRequest("The specified copy source is larger than the maximum allowable size for a"
                    + " copy source: " + Payload.REQUEST_BYTES_MAX);
        }
        ServerEncryption.Plan plan = ServerEncryption.plan(call.input());
        checkChange(call, source, plan);
        Condition condition = new Condition(
                call.optional("IfMatch").orElse(null),
                call.optional("IfNoneMatch").orElse(null));
        NewObject object = merged(call, source, writes.newObject(call, bucket, plan, condition, "Copy"));
        ChecksumAlgorithm algorithm =
                ChecksumAlgorithm.named(call.text("ChecksumAlgorithm")).orElse(null);
        ObjectVersion copy = store.objects()
                .copy(
                        object,
                        source,
                        new Recast(found.sealing(), plan.sealing(), algorithm),
                        writes.origin(call, bucket));
        ObjectNode output = Json.object();
        ObjectNode result = output.putObject("CopyObjectResult");
        result.put("ETag", ObjectAnswers.quoted(copy.etag())).set("LastModified", Moments.seconds(copy.modified()));
        ObjectAnswers.checksums(result, copy.attributes().checksums());
        found.describe(output);
        answers.written(output, bucket, copy);
        return output;
    }

    private static void checkChange(Call call, ObjectVersion source, ServerEncryption.Plan plan) {
        boolean same = source.bucket().equals(call.bucket()) && source.key().equals(call.key());
        boolean changes = replaces(call, "MetadataDirective")
                || replaces(call, "TaggingDirective")
                || call.input().has("StorageClass")
                || call.input().has("WebsiteRedirectLocation")
                || !source.latest()
                || call.input().has("ServerSideEncryption")
                || !plan.encryption().equals(source.attributes().encryption());
        if (same && !changes) {
            throw S3Errors.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself"
                            + " without changing the object's metadata, storage class, website redirect location or encryption"
                            + " attributes.");
        }
    }

    private static boolean replaces(Call call, String directive) {
        String value = call.text(directive);
        if (!value.isEmpty() && !value.equals("COPY") && !value.equals("REPLACE"))
            throw S3Errors.invalid("Unknown " + (directive.startsWith("M") ? "metadata" : "tagging") + " directive.");
        return value.equals("REPLACE");
    }

    /// What a copy takes over from its source, unless the request replaces it. Access control is never
    /// taken over.
    private static NewObject merged(Call call, ObjectVersion source, NewObject asked) {
        Attributes attributes = asked.attributes();
        if (!replaces(call, "MetadataDirective")) {
            attributes = attributes.withMetadata(
                    source.attributes().headers(), source.attributes().metadata());
        }
        if (!replaces(call, "TaggingDirective"))
            attributes = attributes.withTags(source.attributes().tags());
        return new NewObject(
                asked.bucket(), asked.key(), asked.storageClass(), attributes, asked.condition(), asked.event());
    }
}
