package dev.sluice.objects;

import dev.sluice.core.Json;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checksums of one object or part, base64 as S3 writes them.
///
/// @param composite whether the values are checksums of the parts' checksums (`COMPOSITE`), not of the bytes
public record Checksums(Map<ChecksumAlgorithm, String> values, boolean composite) {
    /// None.
    public static final Checksums NONE = new Checksums(Map.of(), false);

    public Checksums {
        values = Map.copyOf(values);
    }

    /// `FULL_OBJECT` or `COMPOSITE`.
    public String type() {
        return composite ? "COMPOSITE" : "FULL_OBJECT";
    }

    String toJson() {
        ObjectNode json = Json.object();
        if (composite) json.put("composite", true);
        values.forEach((algorithm, value) -> json.put(algorithm.name(), value));
        return Json.write(json);
    }

    static Checksums fromJson(JsonNode json) {
        Map<ChecksumAlgorithm, String> values = new EnumMap<>(ChecksumAlgorithm.class);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (json.has(algorithm.name()))
                values.put(algorithm, json.path(algorithm.name()).asString());
        }
        return new Checksums(values, json.has("composite"));
    }

    static long number(String base64) {
        long number = 0;
        for (byte b : Base64.getDecoder().decode(base64)) number = (number << 8) | (b & 0xff);
        return number;
    }

    static String text(long number, int bytes) {
        byte[] value = new byte[bytes];
        for (int i = bytes - 1; i >= 0; i--, number >>>= 8) value[i] = (byte) number;
        return Base64.getEncoder().encodeToString(value);
    }
}
