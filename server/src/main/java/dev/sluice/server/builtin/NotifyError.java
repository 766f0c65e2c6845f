package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.functions.BuiltInFunction;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `notify-error`: records that an upload failed and tells the topic `image-processing-errors`, in the article's words.
///
/// It understands both what it is sent by a Choice, `{"error"}`, and by a Catch, `{"Error", "Cause"}`.
final class NotifyError implements BuiltInFunction {
    static final String TOPIC = "image-processing-errors";
    private static final String SUBJECT = "Image Processing Error";

    /// A reason is a sentence; a cause may hold 32 KiB of stack trace.
    private static final int ERROR_CHARS_MAX = 1_000;

    private final Notebook notebook;
    private final InstantSource clock;

    NotifyError(Notebook notebook, InstantSource clock) {
        this.notebook = notebook;
        this.clock = clock;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        String error = error(event);
        String shown = error.substring(0, Math.min(error.length(), ERROR_CHARS_MAX));
        Outcome outcome = Outcome.of(event, call, "FAILED", clock.instant()).with("error", shown);
        // Recorded first: a topic that isn't there must not cost the record.
        notebook.record(Outcome.TABLE, outcome.item(), call.lineage());
        notebook.publish(TOPIC, SUBJECT, "Error processing image: " + shown, call.lineage());
        return outcome.answer(TOPIC);
    }

    private static String error(JsonNode event) {
        return Fields.text(event, "error")
                .or(() -> Fields.text(event, "Error").map(name -> caught(name, Fields.text(event, "Cause"))))
                .orElse("no reason given");
    }

    /// A function's failure arrives as JSON in the cause.
    private static String caught(String name, Optional<String> cause) {
        return cause.filter(text -> !text.isEmpty())
                .map(text -> name + ": " + message(text))
                .orElse(name);
    }

    private static String message(String cause) {
        try {
            return Json.parse(cause).path("errorMessage").asString(cause);
        } catch (MalformedJson plainText) {
            return cause;
        }
    }
}
