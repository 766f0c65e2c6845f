package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.images.Encoded;
import dev.sluice.images.Operation;
import dev.sluice.images.Output;
import dev.sluice.images.Pipeline;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `apply-filters`: the object with the filters its event names, at full size, as `filtered/KEY`.
///
/// Its answer names bucket and key too, so that the state after a Parallel knows what it is about.
final class ApplyFilters implements BuiltInFunction {
    private static final String PREFIX = "filtered/";

    private final Pictures pictures;

    ApplyFilters(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        Upload upload = Upload.of(event);
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.AutoRotate());
        operations.addAll(Filters.of(event.path("filters")));
        return Pictures.answered(() -> {
            Encoded filtered = pictures.process(upload, new Pipeline(operations, Output.likeSource()));
            String key = PREFIX + upload.key();
            pictures.write(upload.bucket(), key, filtered, call.lineage());
            return Json.object()
                    .put("statusCode", 200)
                    .put("filteredImage", key)
                    .put("bucket", upload.bucket())
                    .put("key", upload.key());
        });
    }
}
