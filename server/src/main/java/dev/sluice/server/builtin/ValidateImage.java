package dev.sluice.server.builtin;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.functions.BuiltInFunction;
import dev.sluice.images.ImageInfo;
import dev.sluice.images.ImageRefused;
import dev.sluice.images.Validation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `validate-image`: is the object an image, and whole?
///
/// It looks deeper than the article's `Image.open`, which a cut-off photo passes.
final class ValidateImage implements BuiltInFunction {
    private static final int VALID = 200;
    private static final int INVALID = 400;

    private final Pictures pictures;

    ValidateImage(Pictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public JsonNode handle(JsonNode event, Call call) {
        Upload upload = Upload.of(event);
        try {
            return switch (pictures.validate(upload)) {
                case Validation.Valid(ImageInfo info) -> valid(info);
                case Validation.Invalid(ImageRefused.Reason _, String text) -> invalid(text);
            };
        } catch (ImageRefused | Refused refused) {
            return invalid(Pictures.text(refused));
        }
    }

    private static JsonNode valid(ImageInfo info) {
        ObjectNode answer = Json.object().put("statusCode", VALID).put("isValid", true);
        ObjectNode metadata =
                answer.putObject("metadata").put("format", info.format().name());
        metadata.putArray("size").add(info.width()).add(info.height());
        return answer;
    }

    private static JsonNode invalid(String error) {
        return Json.object().put("statusCode", INVALID).put("isValid", false).put("error", error);
    }
}
