package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.functions.FunctionError;
import dev.sluice.images.Depth;
import dev.sluice.images.Encoded;
import dev.sluice.images.ImageRefused;
import dev.sluice.images.ImageSource;
import dev.sluice.images.Images;
import dev.sluice.images.Optimized;
import dev.sluice.images.Pipeline;
import dev.sluice.images.Validation;
import dev.sluice.server.builtin.ImageObjects.NewImage;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Pictures in buckets: read, worked on, written.
///
/// @param images on its own bounded threads, so the functions may run on virtual ones
record Pictures(Images images, ImageObjects objects) {
    /// A failure of the call, answered in the article's shape.
    static final int FAILED = 500;

    Validation validate(Upload upload) {
        return images.validate(read(upload.bucket(), upload.key()), Depth.EIGHTH);
    }

    Encoded process(Upload upload, Pipeline pipeline) {
        return images.process(read(upload.bucket(), upload.key()), pipeline);
    }

    Optimized optimize(String bucket, String key, int quality) {
        return images.optimize(read(bucket, key), quality);
    }

    private ImageSource read(String bucket, String key) {
        return ImageSource.of(objects.read(bucket, key));
    }

    void write(String bucket, String key, Encoded image, String lineage) {
        objects.write(new NewImage(bucket, key, image.bytes(), image.format().mediaType(), lineage));
    }

    /// Runs a function's work; what it refuses becomes `{"statusCode", "error"}`, as the article's `except` makes it.
    ///
    /// @throws FunctionError where trying again may help
    static JsonNode answered(Supplier<JsonNode> work) {
        try {
            return work.get();
        } catch (ImageRefused | Refused refused) {
            return Json.object().put("statusCode", FAILED).put("error", text(refused));
        }
    }

    /// A refusal's text, as boto3 words those of S3.
    ///
    /// @throws FunctionError for a refusal that isn't about the picture
    static String text(RuntimeException refused) {
        return switch (refused) {
            case ImageRefused image -> text(image);
            case Refused s3 ->
                "An error occurred (" + s3.code() + ") when calling the GetObject operation: " + s3.text();
            default -> throw refused;
        };
    }

    private static String text(ImageRefused refused) {
        return switch (refused.reason()) {
            case NOT_AN_IMAGE, UNSUPPORTED, TOO_LARGE, BROKEN -> refused.text();
            // Names that the retriers AWS recommends for Lambda tasks list.
            case BUSY -> throw new FunctionError("Lambda.TooManyRequestsException", refused.text());
            case TIMEOUT -> throw new FunctionError("Sandbox.Timedout", refused.text());
        };
    }
}
