package dev.sluice.server.tasks;

import dev.sluice.core.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The `SdkHttpMetadata` and `SdkResponseMetadata` that optimized integrations add to a service's answer.
final class SdkMetadata {
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private SdkMetadata() {}

    /// @param headers beyond Date and x-amzn-RequestId
    static void add(ObjectNode answer, Map<String, String> headers, String requestId, Instant at) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Date", DATE.format(at));
        all.put("x-amzn-RequestId", requestId);
        ObjectNode metadata = answer.putObject("SdkHttpMetadata");
        ObjectNode lists = metadata.putObject("AllHttpHeaders");
        all.forEach((name, value) -> lists.putArray(name).add(value));
        all.forEach(metadata.putObject("HttpHeaders")::put);
        metadata.put("HttpStatusCode", 200);
        answer.putObject("SdkResponseMetadata").put("RequestId", requestId);
    }

    /// The headers of a service's answer, as far as they say something.
    static Map<String, String> headers(SdkService service, ObjectNode answer) {
        int length = Json.sizeBytes(answer);
        return switch (service.model()) {
            case "dynamodb" ->
                Map.of(
                        "Connection", "keep-alive",
                        "Server", "Server",
                        "Content-Length", Integer.toString(length),
                        "Content-Type", "application/x-amz-json-1.0",
                        "x-amz-crc32", Long.toString(crc32(answer)));
            case "sns" ->
                // The answer went over the wire as XML: its envelope, and a tag for each member.
                Map.of(
                        "connection", "keep-alive",
                        "Content-Length", Integer.toString(length + 249),
                        "Content-Type", "text/xml");
            case "events" ->
                Map.of("Content-Length", Integer.toString(length), "Content-Type", "application/x-amz-json-1.1");
            default ->
                Map.of(
                        "connection", "keep-alive",
                        "Content-Length", Integer.toString(length),
                        "Content-Type", "application/x-amz-json-1.0");
        };
    }

    private static long crc32(ObjectNode answer) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(Json.writeBytes(answer));
        return crc.getValue();
    }
}
