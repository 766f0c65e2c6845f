package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.gateway.sigv4.UriText;
import dev.sluice.objects.Listing;
import dev.sluice.objects.Listings;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Upload;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists of objects, versions, and uploads under way.
final class ListCalls {
    private final ObjectStore store;

    ListCalls(ObjectStore store) {
        this.store = store;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("ListObjects", this::first);
        handlers.put("ListObjectsV2", this::second);
        handlers.put("ListObjectVersions", this::versions);
        handlers.put("ListMultipartUploads", this::uploads);
    }

    private JsonNode first(Call call) {
        int max = max(call, "MaxKeys", "max-keys");
        String marker = call.text("Marker");
        Listing<ObjectVersion> page = store.listings()
                .objects(
                        call.bucket(),
                        new Listing.Query(call.text("Prefix"), call.text("Delimiter"), marker, null, max));
        ObjectNode output = start(call, max, page.next() != null);
        output.put("Marker", shown(call, marker));
        contents(call, output, page, true);
        // Without a delimiter, S3 leaves it to the client to take the last key.
        if (page.next() != null && !call.text("Delimiter").isEmpty())
            output.put("NextMarker", shown(call, page.next().key()));
        return output;
    }

    private JsonNode second(Call call) {
        int max = max(call, "MaxKeys", "max-keys");
        String token = call.text("ContinuationToken");
        String after = token.isEmpty() ? call.text("StartAfter") : Tokens.decode(token);
        Listing<ObjectVersion> page = store.listings()
                .objects(
                        call.bucket(),
                        new Listing.Query(call.text("Prefix"), call.text("Delimiter"), after, null, max));
        ObjectNode output = start(call, max, page.next() != null);
        contents(call, output, page, call.input().path("FetchOwner").asBoolean(false));
        output.put("KeyCount", page.items().size() + page.prefixes().size());
        if (call.input().has("ContinuationToken")) output.put("ContinuationToken", token);
        if (page.next() != null)
            output.put("NextContinuationToken", Tokens.encode(page.next().key()));
        if (call.input().has("StartAfter")) output.put("StartAfter", shown(call, call.text("StartAfter")));
        return output;
    }

    private JsonNode versions(Call call) {
        int max = max(call, "MaxKeys", "max-keys");
        String marker = call.text("KeyMarker");
        String idMarker = call.text("VersionIdMarker");
        if (!idMarker.isEmpty() && marker.isEmpty())
            throw S3Errors.invalid("A version-id marker cannot be specified without a key marker.");
        Listing<ObjectVersion> page = store.listings()
                .versions(
                        call.bucket(),
                        new Listing.Query(
                                call.text("Prefix"),
                                call.text("Delimiter"),
                                marker,
                                idMarker.isEmpty() ? null : idMarker,
                                max));
        ObjectNode output = start(call, max, page.next() != null);
        output.put("KeyMarker", shown(call, marker)).put("VersionIdMarker", idMarker);
        if (page.next() != null) {
            output.put("NextKeyMarker", shown(call, page.next().key()));
            if (!page.next().id().isEmpty())
                output.put("NextVersionIdMarker", page.next().id());
        }
        ArrayNode versions = Json.array();
        ArrayNode markers = Json.array();
        for (ObjectVersion version : page.items()) (version.marker() ? markers : versions).add(version(call, version));
        if (!versions.isEmpty()) output.set("Versions", versions);
        if (!markers.isEmpty()) output.set("DeleteMarkers", markers);
        prefixes(call, output, page.prefixes());
        return output;
    }

    private static ObjectNode version(Call call, ObjectVersion version) {
        ObjectNode item = version.marker() ? Json.object() : item(version);
        item.put("Key", shown(call, version.key()));
        item.put("VersionId", version.versionId()).put("IsLatest", version.latest());
        item.set("LastModified", Moments.seconds(version.modified()));
        item.set("Owner", Account.owner(version.owner()));
        return item;
    }

    private JsonNode uploads(Call call) {
        int max = max(call, "MaxUploads", "max-uploads");
        String marker = call.text("KeyMarker");
        String idMarker = call.text("UploadIdMarker");
        Listing<Upload> page = store.uploads()
                .list(
                        call.bucket(),
                        new Listing.Query(
                                call.text("Prefix"),
                                call.text("Delimiter"),
                                marker,
                                marker.isEmpty() || idMarker.isEmpty() ? null : idMarker,
                                max));
        ObjectNode output = Json.object("Bucket", call.bucket(), "KeyMarker", shown(call, marker));
        output.put("UploadIdMarker", idMarker).put("MaxUploads", max).put("IsTruncated", page.next() != null);
        output.put("Prefix", shown(call, call.text("Prefix")));
        echo(call, output);
        if (page.next() != null) {
            output.put("NextKeyMarker", shown(call, page.next().key()))
                    .put("NextUploadIdMarker", page.next().id());
        }
        ArrayNode uploads = Json.array();
        for (Upload upload : page.items()) uploads.add(upload(call, upload));
        if (!uploads.isEmpty()) output.set("Uploads", uploads);
        prefixes(call, output, page.prefixes());
        return output;
    }

    private static ObjectNode upload(Call call, Upload upload) {
        ObjectNode each = Json.object("UploadId", upload.id(), "Key", shown(call, upload.key()));
        each.set("Initiated", Moments.seconds(upload.initiated()));
        each.put("StorageClass", upload.storageClass());
        each.set("Owner", Account.owner(upload.owner()));
        each.set("Initiator", Account.owner(upload.owner()));
        if (upload.algorithm() != null) {
            each.put("ChecksumAlgorithm", upload.algorithm().name());
            each.put("ChecksumType", upload.composite() ? "COMPOSITE" : "FULL_OBJECT");
        }
        return each;
    }

    private static ObjectNode start(Call call, int max, boolean truncated) {
        ObjectNode output = Json.object("Name", call.bucket(), "Prefix", shown(call, call.text("Prefix")));
        output.put("MaxKeys", max).put("IsTruncated", truncated);
        echo(call, output);
        return output;
    }

    private static void echo(Call call, ObjectNode output) {
        if (!call.text("Delimiter").isEmpty()) output.put("Delimiter", shown(call, call.text("Delimiter")));
        if (call.input().has("EncodingType")) output.put("EncodingType", call.text("EncodingType"));
    }

    private static void contents(Call call, ObjectNode output, Listing<ObjectVersion> page, boolean owner) {
        ArrayNode contents = Json.array();
        for (ObjectVersion version : page.items()) {
            ObjectNode item = item(version);
            item.put("Key", shown(call, version.key()));
            item.set("LastModified", Moments.seconds(version.modified()));
            if (owner) item.set("Owner", Account.owner(version.owner()));
            contents.add(item);
        }
        if (!contents.isEmpty()) output.set("Contents", contents);
        prefixes(call, output, page.prefixes());
    }

    private static ObjectNode item(ObjectVersion version) {
        ObjectNode item = Json.object("ETag", ObjectAnswers.quoted(version.etag()));
        item.put("Size", version.size()).put("StorageClass", version.storageClass());
        var checksums = version.attributes().checksums();
        if (!checksums.values().isEmpty()) {
            ArrayNode algorithms = item.putArray("ChecksumAlgorithm");
            checksums.values().keySet().forEach(algorithm -> algorithms.add(algorithm.name()));
            item.put("ChecksumType", checksums.type());
        }
        return item;
    }

    private static void prefixes(Call call, ObjectNode output, List<String> prefixes) {
        if (prefixes.isEmpty()) return;
        ArrayNode array = output.putArray("CommonPrefixes");
        prefixes.forEach(prefix -> array.add(Json.object("Prefix", shown(call, prefix))));
    }

    /// A key as the client wants it: percent-encoded if it says so, since XML can't hold every key.
    private static String shown(Call call, String key) {
        return switch (call.text("EncodingType")) {
            case "" -> key;
            case "url" -> UriText.encode(key, true);
            default ->
                throw S3Errors.invalid(
                        "Invalid Encoding Method specified in Request", "encoding-type", call.text("EncodingType"));
        };
    }

    private static int max(Call call, String member, String parameter) {
        long max = call.input().path(member).asLong(Listings.PAGE_ITEMS_MAX);
        if (max < 0 || max > Integer.MAX_VALUE) {
            throw S3Errors.invalid(
                    "Argument " + parameter + " must be an integer between 0 and 2147483647",
                    parameter,
                    Long.toString(max));
        }
        return (int) Math.min(max, Listings.PAGE_ITEMS_MAX);
    }
}
