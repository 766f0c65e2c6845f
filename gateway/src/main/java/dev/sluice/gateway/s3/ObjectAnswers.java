package dev.sluice.gateway.s3;

import dev.sluice.objects.Attributes;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.Checksums;
import dev.sluice.objects.Lifecycle;
import dev.sluice.objects.LifecycleRules;
import dev.sluice.objects.Lock;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Versioning;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What answers say about objects, the same in all of them.
final class ObjectAnswers {
    /// System metadata: header, and its member in the model.
    static final Map<String, String> HEADERS = Map.of(
            "content-type", "ContentType",
            "cache-control", "CacheControl",
            "content-disposition", "ContentDisposition",
            "content-encoding", "ContentEncoding",
            "content-language", "ContentLanguage",
            "x-amz-website-redirect-location", "WebsiteRedirectLocation");

    private final ObjectStore store;

    ObjectAnswers(ObjectStore store) {
        this.store = store;
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }

    /// The version's id, in buckets that have any.
    static void versionId(ObjectNode output, Bucket bucket, ObjectVersion version) {
        if (bucket.versioning() != Versioning.OFF) output.put("VersionId", version.versionId());
    }

    static void checksums(ObjectNode output, Checksums checksums) {
        checksums.values().forEach((algorithm, value) -> output.put("Checksum" + algorithm.name(), value));
        if (!checksums.values().isEmpty()) output.put("ChecksumType", checksums.type());
    }

    /// What every write answers.
    void written(ObjectNode output, Bucket bucket, ObjectVersion version) {
        versionId(output, bucket, version);
        ServerEncryption.describe(output, version.attributes());
        expiration(version).ifPresent(text -> output.put("Expiration", text));
    }

    /// What GET and HEAD say of a version.
    void described(ObjectNode output, Call call, Bucket bucket, ObjectVersion version) {
        Attributes attributes = version.attributes();
        output.put("AcceptRanges", "bytes");
        output.set("LastModified", Moments.seconds(version.modified()));
        output.put("ETag", quoted(version.etag()));
        output.put("ContentType", "binary/octet-stream");
        attributes.headers().forEach((header, value) -> {
            String member = HEADERS.get(header);
            if (member != null) output.put(member, value);
            else call.header(header.equals("expires") ? "Expires" : header, value);
        });
        if (!attributes.metadata().isEmpty()) {
            ObjectNode metadata = output.putObject("Metadata");
            attributes.metadata().forEach(metadata::put);
        }
        if (!attributes.tags().isEmpty())
            output.put("TagCount", attributes.tags().size());
        if (!version.storageClass().equals("STANDARD")) output.put("StorageClass", version.storageClass());
        written(output, bucket, version);
        lock(output, attributes.lock());
    }

    private static void lock(ObjectNode output, Lock lock) {
        Instant until = lock.until();
        if (lock.mode() != null && until != null) {
            output.put("ObjectLockMode", lock.mode());
            output.set("ObjectLockRetainUntilDate", Moments.seconds(until));
        }
        if (lock.hold()) output.put("ObjectLockLegalHoldStatus", "ON");
    }

    private Optional<String> expiration(ObjectVersion version) {
        return store.buckets()
                .setting(version.bucket(), Lifecycle.SETTING)
                .flatMap(rules -> LifecycleRules.expiry(rules, version))
                .map(expiry -> "expiry-date=\"" + Moments.http(expiry.at()) + "\", rule-id=\"" + expiry.ruleId() + '"');
    }
}
