package dev.sluice.gateway.wire;

import dev.sluice.core.Refused;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import java.util.Map;
import java.util.Optional;

/// The one table from error codes to HTTP statuses and to each protocol's spelling of them.
public final class ErrorForm {
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("InternalFailure", 500),
            Map.entry("InternalServerError", 500),
            Map.entry("InternalError", 500),
            Map.entry("ServiceException", 500),
            Map.entry("ServiceUnavailable", 503),
            Map.entry("ServiceUnavailableException", 503),
            Map.entry("NotImplemented", 501));

    // The REST and query protocols tell these by their status too; the JSON protocols answer 400 for all of them.
    private static final Map<String, Integer> STATUS_OUTSIDE_JSON = Map.ofEntries(
            Map.entry("AccessDenied", 403),
            Map.entry("AccessDeniedException", 403),
            Map.entry("InvalidClientTokenId", 403),
            Map.entry("SignatureDoesNotMatch", 403),
            Map.entry("MissingAuthenticationToken", 403),
            Map.entry("ExpiredToken", 403),
            Map.entry("UnrecognizedClientException", 403),
            Map.entry("InvalidSignatureException", 403),
            Map.entry("IncompleteSignatureException", 403),
            Map.entry("MissingAuthenticationTokenException", 403),
            Map.entry("ExpiredTokenException", 403),
            Map.entry("UnknownOperationException", 404),
            Map.entry("ResourceNotFoundException", 404),
            Map.entry("NoSuchEntity", 404),
            Map.entry("ThrottlingException", 429),
            Map.entry("RequestEntityTooLargeException", 413));

    private static final Map<String, String> IN_QUERY = Map.of(
            "ValidationException", "ValidationError",
            "AccessDeniedException", "AccessDenied",
            "ThrottlingException", "Throttling",
            "SerializationException", "MalformedInput",
            "UnknownOperationException", "InvalidAction",
            "RequestEntityTooLargeException", "RequestTooLarge");

    private ErrorForm() {}

    /// The status of an error in the JSON protocols (always) or in the others.
    static int status(ServiceModel model, Refused refused, boolean json) {
        int said = model.error(refused.code())
                .map(Shape.Structure::error)
                .map(Shape.ErrorTrait::status)
                .orElse(0);
        if (said > 0) return said;
        Integer known = STATUS.get(refused.code());
        if (known == null && !json) known = STATUS_OUTSIDE_JSON.get(refused.code());
        return known == null ? 400 : known;
    }

    /// The code as the query protocol spells it.
    static String queryCode(ServiceModel model, String code) {
        Optional<Shape.Structure> error = model.error(code);
        return error.map(Shape.Structure::error)
                .map(Shape.ErrorTrait::code)
                .orElseGet(() -> IN_QUERY.getOrDefault(code, code));
    }

    /// The code as the JSON protocols spell it: the name of the error's shape.
    static String jsonCode(ServiceModel model, String code) {
        return model.error(code).map(Shape.Structure::name).orElse(code);
    }
}
