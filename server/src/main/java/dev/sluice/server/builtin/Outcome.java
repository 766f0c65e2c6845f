package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.functions.BuiltInFunction.Call;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How an upload ended, as an item of the table `image-processing`.
///
/// The item's key tells this upload from all others, however often a state is tried again and whichever outcome comes
/// last: one upload leaves one item.
record Outcome(String imageKey, String uploadId, ObjectNode item) {
    /// The table; its partition key is `uploadId`, a string.
    static final String TABLE = "image-processing";

    private static final String UNKNOWN = "unknown";

    static Outcome of(JsonNode event, Call call, String status, Instant at) {
        String uploadId = uploadId(event, call);
        ObjectNode item = Json.object();
        text(item, "uploadId", uploadId);
        // What an event doesn't say stays as it was put down when the upload came in.
        Fields.text(event, "key").ifPresent(key -> text(item, "imageKey", key));
        Fields.text(event, "bucket").ifPresent(bucket -> text(item, "bucket", bucket));
        text(item, "status", status);
        text(item, "recordedAt", at.toString());
        return new Outcome(Fields.text(event, "key").orElse(UNKNOWN), uploadId, item);
    }

    /// What the chain of calls descends from, or the execution, or the upload's place among those of its key. A request
    /// id is the last resort: it is new each time a state is tried.
    private static String uploadId(JsonNode event, Call call) {
        if (!call.lineage().isEmpty()) return call.lineage();
        return Fields.text(event, "execution")
                .or(() -> Fields.text(event, "sequencer"))
                .orElse(call.requestId());
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
