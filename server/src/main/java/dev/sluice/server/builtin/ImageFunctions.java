package dev.sluice.server.builtin;

import dev.sluice.functions.BuiltInFunction;
import dev.sluice.images.Images;
import java.time.InstantSource;
import java.util.Map;

/// The image pipeline's functions, by the names the article gives them: they answer its requests in its shapes, so a
/// state machine written for the Python functions runs on these, and either kind may stand in for the other.
///
/// A picture that can't be worked on is answered as the article's code answers it, with a `statusCode` of 400 or 500
/// and an `error`. Too much work at once is an error that a Retry is for.
public final class ImageFunctions {
    private ImageFunctions() {}

    /// All of them.
    public static Map<String, BuiltInFunction> all(
            Images images, ImageObjects objects, Notebook notebook, InstantSource clock) {
        Pictures pictures = new Pictures(images, objects);
        return Map.of(
                "validate-image", new ValidateImage(pictures),
                "resize-image", new ResizeImage(pictures),
                "apply-filters", new ApplyFilters(pictures),
                "optimize-image", new OptimizeImage(pictures),
                "notify-success", new NotifySuccess(notebook, clock),
                "notify-error", new NotifyError(notebook, clock));
    }
}
