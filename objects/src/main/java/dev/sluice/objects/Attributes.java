package dev.sluice.objects;

import dev.sluice.core.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is known of a version beside its bytes.
///
/// @param headers system metadata by lower-case header name (`content-type`, `cache-control` …)
/// @param metadata user metadata by lower-case name, without `x-amz-meta-`
/// @param tags in the order given
/// @param acl in AWS's shape (`Owner`, `Grants`); null for the owner alone
/// @param parts how many parts a multipart object has; 0 for one written in one go
/// @param encryption empty, `AES256` (key of this store) or [#CUSTOMER] (key of the client)
/// @param keyMd5 base64 MD5 of the client's key; empty otherwise
/// @param upload id of the multipart upload it comes from; empty otherwise
public record Attributes(
        Map<String, String> headers,
        Map<String, String> metadata,
        Map<String, String> tags,
        @Nullable JsonNode acl,
        Checksums checksums,
        int parts,
        String encryption,
        String keyMd5,
        String upload,
        Lock lock) {
    /// [#encryption] with a key the client sends with each request and the store forgets.
    public static final String CUSTOMER = "SSE-C";

    /// [#encryption] with the key of this store.
    public static final String AES256 = "AES256";

    /// Nothing known.
    public static final Attributes NONE =
            new Attributes(Map.of(), Map.of(), Map.of(), null, Checksums.NONE, 0, "", "", "", Lock.NONE);

    /// The same with other system and user metadata.
    public Attributes withMetadata(Map<String, String> newHeaders, Map<String, String> newMetadata) {
        return new Attributes(newHeaders, newMetadata, tags, acl, checksums, parts, encryption, keyMd5, upload, lock);
    }

    /// The same with other tags.
    public Attributes withTags(Map<String, String> newTags) {
        return new Attributes(headers, metadata, newTags, acl, checksums, parts, encryption, keyMd5, upload, lock);
    }

    /// The same with another access control list.
    public Attributes withAcl(@Nullable JsonNode newAcl) {
        return new Attributes(headers, metadata, tags, newAcl, checksums, parts, encryption, keyMd5, upload, lock);
    }

    /// The same with other checksums and as many parts.
    public Attributes withChecksums(Checksums newChecksums, int newParts, String newUpload) {
        return new Attributes(
                headers, metadata, tags, acl, newChecksums, newParts, encryption, keyMd5, newUpload, lock);
    }

    /// The same encrypted otherwise.
    public Attributes withEncryption(String newEncryption, String newKeyMd5) {
        return new Attributes(headers, metadata, tags, acl, checksums, parts, newEncryption, newKeyMd5, upload, lock);
    }

    /// The same with another lock.
    public Attributes withLock(Lock newLock) {
        return new Attributes(headers, metadata, tags, acl, checksums, parts, encryption, keyMd5, upload, newLock);
    }

    String toJson() {
        ObjectNode json = Json.object();
        putMap(json, "headers", headers);
        putMap(json, "metadata", metadata);
        putMap(json, "tags", tags);
        if (acl != null) json.set("acl", acl);
        if (!checksums.values().isEmpty()) json.set("checksums", Json.parse(checksums.toJson()));
        if (parts > 0) json.put("parts", parts);
        if (!encryption.isEmpty()) json.put("encryption", encryption).put("keyMd5", keyMd5);
        if (!upload.isEmpty()) json.put("upload", upload);
        if (lock.mode() != null && lock.until() != null)
            json.put("mode", lock.mode()).put("until", lock.until().toEpochMilli());
        if (lock.hold()) json.put("hold", true);
        return Json.write(json);
    }

    static Attributes fromJson(String text) {
        JsonNode json = Json.parse(text);
        Lock lock = new Lock(
                json.has("mode") ? json.path("mode").asString() : null,
                json.has("until") ? Instant.ofEpochMilli(json.path("until").asLong()) : null,
                json.has("hold"));
        return new Attributes(
                map(json.path("headers")),
                map(json.path("metadata")),
                map(json.path("tags")),
                json.get("acl"),
                Checksums.fromJson(json.path("checksums")),
                json.path("parts").asInt(0),
                json.path("encryption").asString(""),
                json.path("keyMd5").asString(""),
                json.path("upload").asString(""),
                lock);
    }

    private static void putMap(ObjectNode json, String name, Map<String, String> map) {
        if (map.isEmpty()) return;
        ObjectNode child = json.putObject(name);
        map.forEach(child::put);
    }

    private static Map<String, String> map(JsonNode json) {
        Map<String, String> map = new LinkedHashMap<>();
        json.properties()
                .forEach(field -> map.put(field.getKey(), field.getValue().asString()));
        return map;
    }
}
