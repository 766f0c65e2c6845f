package dev.sluice.conformance;

import dev.sluice.core.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An object as a client's parser gives it: headers as members, the bytes as text.
final class S3Object {
    private static final Map<String, String> MEMBERS = Map.of(
            "accept-ranges", "AcceptRanges",
            "content-type", "ContentType",
            "etag", "ETag",
            "last-modified", "LastModified",
            "x-amz-server-side-encryption", "ServerSideEncryption",
            "x-amz-checksum-crc32", "ChecksumCRC32",
            "x-amz-checksum-type", "ChecksumType");

    private S3Object() {}

    static JsonNode read(HttpResponse<byte[]> response) {
        ObjectNode object = Json.object("Body", new String(response.body(), StandardCharsets.UTF_8));
        MEMBERS.forEach((header, member) ->
                response.headers().firstValue(header).ifPresent(value -> object.put(member, value)));
        object.put("ContentLength", response.body().length);
        object.set("Metadata", Json.object());
        return object;
    }
}
