package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.functions.BuiltInFunction.Call;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How an upload ended, as an item of the table `image-processing`.
///
/// Its key is the object's key (`imageKey`) and what tells this upload from others of that key (`uploadId`), so that
/// however often a state is tried again and whichever outcome comes last, one upload leaves one item.
record Outcome(String imageKey, String uploadId, ObjectNode item) {
    /// The table: partition key `imageKey`, sort key `uploadId`, both strings.
    static final String TABLE = "image-processing";

    private static final String UNKNOWN = "unknown";

    static Outcome of(JsonNode event, Call call, String status, Instant at) {
        String imageKey = Fields.text(event, "key").orElse(UNKNOWN);
        String uploadId = uploadId(event, call);
        ObjectNode item = Json.object();
        text(item, "imageKey", imageKey);
        text(item, "uploadId", uploadId);
        text(item, "bucket", Fields.text(event, "bucket").orElse(UNKNOWN));
        text(item, "status", status);
        text(item, "recordedAt", at.toString());
        return new Outcome(imageKey, uploadId, item);
    }

    /// The execution, or the event that set it off, or the upload's place among those of its key. A request id is
    /// the last resort: it is new each time a state is tried.
    private static String uploadId(JsonNode event, Call call) {
        return Fields.text(event, "execution")
                .or(() -> origin(call.lineage()))
                .or(() -> Fields.text(event, "sequencer"))
                .orElse(call.requestId());
    }

    /// A lineage reads `ORIGIN:ROUNDS`; the origin is the same through the whole chain.
    private static Optional<String> origin(String lineage) {
        int colon = lineage.lastIndexOf(':');
        return colon < 1 ? Optional.empty() : Optional.of(lineage.substring(0, colon));
    }

    Outcome with(String attribute, String value) {
        text(item, attribute, value);
        return this;
    }

    Outcome with(String attribute, long value) {
        item.putObject(attribute).put("N", Long.toString(value));
        return this;
    }

    private static void text(ObjectNode item, String attribute, String value) {
        item.putObject(attribute).put("S", value);
    }

    JsonNode answer(String topic) {
        return Json.object()
                .put("statusCode", 200)
                .put("notified", topic)
                .put("imageKey", imageKey)
                .put("uploadId", uploadId);
    }
}
