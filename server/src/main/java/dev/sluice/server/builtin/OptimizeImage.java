package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.functions.FunctionError;
import dev.sluice.images.Optimized;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `optimize-image`: takes what the branches of the Parallel answered, and writes the resized picture for the web, as
/// small as it gets, as `optimized/KEY`.
///
/// A branch that answered with an error ends it: going on would call a failed upload a success.
final class OptimizeImage implements BuiltInFunction {
    private static final String PREFIX = "optimized/";
    private static final int ERROR_STATUS_MIN = 400;

    /// Pillow's own default; on photos hard to tell from the original.
    private static final int QUALITY = 75;

    private final Pictures pictures;

    OptimizeImage(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        if (event.isArray()) event.forEach(OptimizeImage::checkBranch);
        else checkBranch(event);
        String source = Fields.text(event, "resizedImage")
                .or(() -> Fields.text(event, "filteredImage"))
                .orElseGet(() -> Upload.of(event).key());
        String bucket = required(event, "bucket");
        String key = Fields.text(event, "key").orElseGet(() -> source.substring(source.indexOf('/') + 1));
        return Pictures.answered(() -> {
            Optimized optimized = pictures.optimize(bucket, source, QUALITY);
            pictures.write(bucket, PREFIX + key, optimized.image(), call.lineage());
            return answer(event, bucket, key, optimized);
        });
    }

    private static JsonNode answer(JsonNode event, String bucket, String key, Optimized optimized) {
        ObjectNode answer = Json.object()
                .put("statusCode", 200)
                .put("optimizedImage", PREFIX + key)
                .put("originalBytes", optimized.originalBytes())
                .put("optimizedBytes", optimized.image().bytes().length)
                .put("savedBytes", optimized.savedBytes())
                .put("bucket", bucket)
                .put("key", key);
        Fields.text(event, "resizedImage").ifPresent(resized -> answer.put("resizedImage", resized));
        Fields.text(event, "filteredImage").ifPresent(filtered -> answer.put("filteredImage", filtered));
        Fields.text(event, "execution").ifPresent(execution -> answer.put("execution", execution));
        return answer;
    }

    private static void checkBranch(JsonNode result) {
        if (result.path("statusCode").asInt(0) < ERROR_STATUS_MIN) return;
        throw new FunctionError(
                "ImageProcessingError", result.path("error").asString("a branch failed: " + Json.write(result)));
    }

    private static String required(JsonNode event, String field) {
        return Fields.text(event, field)
                .orElseThrow(() -> new FunctionError(
                        "KeyError",
                        "'" + field + "': none of the results has it; apply-filters answers it, or add it with "
                                + "\"Parameters\": {\"" + field + ".$\": \"$$.Execution.Input." + field
                                + "\", \"results.$\": \"$\"}"));
    }
}
