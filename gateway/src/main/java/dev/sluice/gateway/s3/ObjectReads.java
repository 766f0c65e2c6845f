package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Objects.StoredPart;
import dev.sluice.objects.Range;
import dev.sluice.objects.Sealing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// GetObject, HeadObject, GetObjectAttributes.
final class ObjectReads {
    /// Query parameters that override headers of the answer: their members and the members they override.
    private static final Map<String, String> OVERRIDES = Map.of(
            "ResponseCacheControl", "CacheControl",
            "ResponseContentDisposition", "ContentDisposition",
            "ResponseContentEncoding", "ContentEncoding",
            "ResponseContentLanguage", "ContentLanguage",
            "ResponseContentType", "ContentType");

    private final ObjectStore store;
    private final ObjectAnswers answers;

    ObjectReads(ObjectStore store, ObjectAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("GetObject", call -> read(call, false));
        handlers.put("HeadObject", call -> read(call, true));
        handlers.put("GetObjectAttributes", this::attributes);
    }

    /// The version a request is about. @throws Refused `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed`
    static ObjectVersion require(ObjectStore store, Call call) {
        String versionId = call.versionId();
        ObjectVersion version = store.objects()
                .find(call.bucket(), call.key(), versionId)
                .orElseThrow(() -> missing(call.key(), versionId));
        if (!version.marker()) return version;
        call.header("x-amz-delete-marker", "true").header("x-amz-version-id", version.versionId());
        if (versionId == null) throw S3Errors.noSuchKey(call.key());
        call.header("Last-Modified", Moments.http(version.modified())).header("Allow", "DELETE");
        throw S3Errors.methodNotAllowed(call.request().method(), "DeleteMarker");
    }

    private static Refused missing(String key, @Nullable String versionId) {
        if (versionId == null) return S3Errors.noSuchKey(key);
        return new Refused(
                "NoSuchVersion", "The specified version does not exist.", Map.of("Key", key, "VersionId", versionId));
    }

    private JsonNode read(Call call, boolean head) {
        Bucket bucket = store.buckets().require(call.bucket());
        ObjectVersion version = require(store, call);
        Attributes attributes = version.attributes();
        Sealing sealing = ServerEncryption.reading(attributes.encryption(), attributes.keyMd5(), call.input(), "");
        ObjectNode output = Json.object();
        if (Preconditions.notModified(call.input(), version)) {
            call.header("ETag", ObjectAnswers.quoted(version.etag()))
                    .header("Last-Modified", Moments.http(version.modified()));
            throw new Refused("NotModified", "Not Modified");
        }
        answers.described(output, call, bucket, version);
        override(call, output);
        Range range = range(call, version, output);
        output.put("ContentLength", range.length());
        boolean whole = range.length() == version.size();
        if (call.text("ChecksumMode").equalsIgnoreCase("ENABLED") && whole)
            ObjectAnswers.checksums(output, attributes.checksums());
        if (!head) call.body(store.objects().open(version, range, sealing));
        return output;
    }

    private static void override(Call call, ObjectNode output) {
        boolean any = call.input().has("ResponseExpires");
        if (any)
            call.header("Expires", call.request().parameter("response-expires").orElse(""));
        for (Map.Entry<String, String> each : OVERRIDES.entrySet()) {
            if (!call.input().has(each.getKey())) continue;
            any = true;
            output.put(each.getValue(), call.text(each.getKey()));
        }
        if (any && call.caller().anonymous()) {
            throw S3Errors.invalidRequest(
                    "Request specific response headers cannot be used for anonymous GET requests.");
        }
    }

    private Range range(Call call, ObjectVersion version, ObjectNode output) {
        Optional<Range> range = Optional.empty();
        if (call.input().has("PartNumber")) {
            if (call.input().has("Range"))
                throw S3Errors.invalidRequest("Cannot specify both Range header and partNumber query parameter");
            range = Optional.of(part(call, version, output));
        } else if (call.input().has("Range")) {
            range = RangeHeader.parse(call.text("Range"), version.size());
        }
        if (range.isEmpty()) return Range.whole(version.size());
        Range found = range.get();
        call.status(206);
        String position = found.length() == 0 ? "*" : found.first() + "-" + found.last();
        output.put("ContentRange", "bytes " + position + "/" + version.size());
        return found;
    }

    private Range part(Call call, ObjectVersion version, ObjectNode output) {
        long number = call.input().path("PartNumber").asLong();
        if (number < 1 || number > dev.sluice.objects.Upload.PARTS_MAX) {
            throw S3Errors.invalid(
                    "Part number must be an integer between 1 and 10000, inclusive",
                    "partNumber",
                    Long.toString(number));
        }
        List<StoredPart> parts = store.objects().parts(version);
        if (parts.isEmpty() && number == 1) return Range.whole(version.size());
        if (!parts.isEmpty()) output.put("PartsCount", parts.size());
        return parts.stream()
                .filter(part -> part.no() == number)
                .findFirst()
                .map(StoredPart::range)
                .orElseThrow(() -> new Refused(
                        "InvalidPartNumber",
                        "The requested partnumber is not satisfiable",
                        Map.of(
                                "PartNumberRequested",
                                Long.toString(number),
                                "ActualPartCount",
                                Integer.toString(Math.max(1, parts.size())))));
    }

    private JsonNode attributes(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        ObjectVersion version = require(store, call);
        Attributes attributes = version.attributes();
        ServerEncryption.reading(attributes.encryption(), attributes.keyMd5(), call.input(), "");
        ObjectNode output = Json.object();
        output.set("LastModified", Moments.seconds(version.modified()));
        ObjectAnswers.versionId(output, bucket, version);
        JsonNode asked = call.input().path("ObjectAttributes");
        if (asked.isEmpty())
            throw S3Errors.invalid("Missing required header for this request: x-amz-object-attributes");
        for (JsonNode each : asked) {
            switch (each.asString("")) {
                case "ETag" -> output.put("ETag", version.etag());
                case "Checksum" -> {
                    if (!attributes.checksums().values().isEmpty())
                        ObjectAnswers.checksums(output.putObject("Checksum"), attributes.checksums());
                }
                case "ObjectParts" -> {
                    if (attributes.parts() > 0) output.set("ObjectParts", parts(call, version));
                }
                case "StorageClass" -> output.put("StorageClass", version.storageClass());
                case "ObjectSize" -> output.put("ObjectSize", version.size());
                default -> throw S3Errors.invalid("Invalid attribute name specified.");
            }
        }
        return output;
    }

    private ObjectNode parts(Call call, ObjectVersion version) {
        List<StoredPart> all = store.objects().parts(version);
        int max = (int) Math.min(1000, call.input().path("MaxParts").asLong(1000));
        long marker = call.input().path("PartNumberMarker").asLong(0);
        List<StoredPart> page =
                all.stream().filter(part -> part.no() > marker).limit(max).toList();
        boolean more = !page.isEmpty() && page.getLast().no() < all.getLast().no();
        ObjectNode output = Json.object();
        output.put("TotalPartsCount", all.size());
        output.put("PartNumberMarker", Long.toString(marker));
        output.put(
                "NextPartNumberMarker",
                Integer.toString(page.isEmpty() ? 0 : page.getLast().no()));
        output.put("MaxParts", max);
        output.put("IsTruncated", more);
        ArrayNode parts = output.putArray("Parts");
        for (StoredPart part : page) {
            ObjectNode each = parts.addObject()
                    .put("PartNumber", part.no())
                    .put("Size", part.range().length());
            part.checksums().values().forEach((algorithm, value) -> {
                if (version.attributes().checksums().values().containsKey(algorithm))
                    each.put("Checksum" + algorithm.name(), value);
            });
        }
        return output;
    }
}
