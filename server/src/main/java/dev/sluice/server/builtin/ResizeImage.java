package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.images.Encoded;
import dev.sluice.images.Operation;
import dev.sluice.images.Output;
import dev.sluice.images.Pipeline;
import tools.jackson.databind.JsonNode;

/// `resize-image`: the object at exactly 800 x 600, as `resized/KEY`.
final class ResizeImage implements BuiltInFunction {
    private static final String PREFIX = "resized/";

    /// The article's size. Upright first: it drops the metadata that says how a photo was held.
    private static final Pipeline PIPELINE = Pipeline.of(new Operation.AutoRotate(), new Operation.Resize(800, 600))
            // It is made smaller by optimize-image; losing little here keeps that from losing twice.
            .to(Output.likeSource().quality(90));

    private final Pictures pictures;

    ResizeImage(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        Upload upload = Upload.of(event);
        return Pictures.answered(() -> {
            Encoded resized = pictures.process(upload, PIPELINE);
            String key = PREFIX + upload.key();
            pictures.write(upload.bucket(), key, resized, call.lineage());
            return Json.object().put("statusCode", 200).put("resizedImage", key);
        });
    }
}
