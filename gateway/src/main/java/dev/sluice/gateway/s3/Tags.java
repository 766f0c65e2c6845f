package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.model.ServiceModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Tags of objects and buckets: read, checked, written. Pure.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Object tagging</a>
final class Tags {
    static final int OBJECT_TAGS_MAX = 10;
    static final int BUCKET_TAGS_MAX = 50;
    private static final int KEY_CHARS_MAX = 128;
    private static final int VALUE_CHARS_MAX = 256;

    private Tags() {}

    /// Tags in the form of a query, as the header `x-amz-tagging` has them.
    ///
    /// @throws Refused `InvalidArgument`, `InvalidTag`, `BadRequest`
    static Map<String, String> fromHeader(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (tags.put(key, value) != null) throw repeated();
        }
        check(tags, OBJECT_TAGS_MAX);
        return tags;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Errors.invalid(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters"
                            + " without tag name duplicates.");
        }
    }

    /// Tags in AWS's shape, `[{Key, Value}]`. @param tagsMax how many may be
    static Map<String, String> fromTree(JsonNode tagSet, int tagsMax) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode tag : tagSet) {
            if (tags.put(tag.path("Key").asString(""), tag.path("Value").asString("")) != null) throw repeated();
        }
        check(tags, tagsMax);
        return tags;
    }

    private static Refused repeated() {
        return new Refused("InvalidTag", "Cannot provide multiple Tags with the same key");
    }

    private static void check(Map<String, String> tags, int tagsMax) {
        if (tags.size() > tagsMax) {
            boolean object = tagsMax == OBJECT_TAGS_MAX;
            throw new Refused(
                    "BadRequest", (object ? "Object" : "Bucket") + " tag count cannot be greater than " + tagsMax);
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > KEY_CHARS_MAX)
                throw new Refused("InvalidTag", "The TagKey you have provided is invalid", Map.of("TagKey", key));
            if (key.startsWith("aws:"))
                throw new Refused(
                        "InvalidTag", "System tags cannot be added/updated by requester", Map.of("TagKey", key));
            if (value.length() > VALUE_CHARS_MAX)
                throw new Refused("InvalidTag", "The TagValue you have provided is invalid", Map.of("TagValue", value));
        });
    }

    /// Tags as an XML document. @throws Refused `MalformedXML`, `InvalidTag`, `BadRequest`
    static Map<String, String> fromDocument(byte[] xml) {
        var shape = ServiceModel.of("s3").orElseThrow().shape("Tagging");
        return fromTree(XmlReader.read(xml, "Tagging", shape).path("TagSet"), OBJECT_TAGS_MAX);
    }

    /// Tags in AWS's shape.
    static ArrayNode toTree(Map<String, String> tags) {
        ArrayNode tagSet = Json.array();
        tags.forEach((key, value) -> tagSet.add(Json.object("Key", key, "Value", value)));
        return tagSet;
    }
}
