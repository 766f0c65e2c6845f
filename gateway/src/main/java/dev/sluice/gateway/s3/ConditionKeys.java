package dev.sluice.gateway.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The values S3's condition keys have in a request.
///
/// See "Actions, resources, and condition keys for Amazon S3" in the Service Authorization Reference.
final class ConditionKeys {
    /// Headers that are condition keys under `s3:`.
    private static final String[] HEADERS = {
        "x-amz-acl",
        "x-amz-copy-source",
        "x-amz-grant-full-control",
        "x-amz-grant-read",
        "x-amz-grant-read-acp",
        "x-amz-grant-write",
        "x-amz-grant-write-acp",
        "x-amz-metadata-directive",
        "x-amz-server-side-encryption",
        "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-customer-algorithm",
        "x-amz-storage-class",
        "x-amz-website-redirect-location"
    };

    private static final Map<String, String> PARAMETERS = Map.of(
            "prefix", "s3:prefix", "delimiter", "s3:delimiter", "max-keys", "s3:max-keys", "versionId", "s3:VersionId");

    /// What replaces an object isn't judged by the tags of the one in place.
    private static final Set<String> WRITES = Set.of(
            "PutObject", "PostObject", "CopyObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload");

    private ConditionKeys() {}

    private static Map<String, String> requestTags(JsonNode tagging) {
        if (tagging.isString()) return Tags.fromHeader(tagging.asString());
        return tagging.isObject() ? Tags.fromTree(tagging.path("TagSet"), Tags.OBJECT_TAGS_MAX) : Map.of();
    }

    static Map<String, String> of(Call call, boolean onObject, Supplier<Map<String, String>> existingTags) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String header : HEADERS) {
            call.request()
                    .header(header)
                    .ifPresent(value -> values.put("s3:" + header, value.startsWith("/") ? value.substring(1) : value));
        }
        PARAMETERS.forEach(
                (parameter, key) -> call.request().parameter(parameter).ifPresent(value -> values.put(key, value)));
        call.request().header("referer").ifPresent(value -> values.put("aws:Referer", value));
        call.request().header("user-agent").ifPresent(value -> values.put("aws:UserAgent", value));
        requestTags(call.input().path("Tagging"))
                .forEach((name, value) -> values.put("s3:RequestObjectTag/" + name, value));
        if (onObject && !WRITES.contains(call.operation()))
            existingTags.get().forEach((name, value) -> values.put("s3:ExistingObjectTag/" + name, value));
        return values;
    }
}
