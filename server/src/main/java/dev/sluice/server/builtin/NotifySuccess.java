package dev.sluice.server.builtin;

import dev.sluice.functions.BuiltInFunction;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `notify-success`: records that an upload was processed and tells the topic `image-processing-success`.
final class NotifySuccess implements BuiltInFunction {
    static final String TOPIC = "image-processing-success";
    private static final String SUBJECT = "Image Processing Success";

    private final Notebook notebook;
    private final InstantSource clock;

    NotifySuccess(Notebook notebook, InstantSource clock) {
        this.notebook = notebook;
        this.clock = clock;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        Outcome outcome = Outcome.of(event, call, "PROCESSED", clock.instant());
        for (String attribute : List.of("resizedImage", "filteredImage", "optimizedImage")) {
            Fields.text(event, attribute).ifPresent(value -> outcome.with(attribute, value));
        }
        Fields.find(event, "savedBytes")
                .filter(JsonNode::isIntegralNumber)
                .ifPresent(saved -> outcome.with("savedBytes", saved.asLong()));
        // Recorded first: a topic that isn't there must not cost the record.
        notebook.record(Outcome.TABLE, outcome.item(), call.lineage());
        notebook.publish(TOPIC, SUBJECT, "Image processed: " + outcome.imageKey(), call.lineage());
        return outcome.answer(TOPIC);
    }
}
