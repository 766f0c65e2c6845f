package dev.sluice.server.tasks;

import dev.sluice.core.Refused;
import dev.sluice.engine.TaskResult;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import java.util.Optional;

/// What a state sees of a service's refusal: an error name that a Catch can name, and a cause as AWS's SDKs word it.
final class SdkError {
    private SdkError() {}

    /// As `aws-sdk:` integrations fail: SDK for Java 2.
    static TaskResult.Failed sdk(SdkService service, Refused refused, String requestId) {
        Optional<Shape.Structure> known = known(service, refused);
        String exception =
                known.isPresent() ? exception(known.get().name()) : SdkShapes.pascal(service.sdkError()) + "Exception";
        String extended = service.model().equals("s3") ? ", Extended Request ID: " + requestId : "";
        String cause = "%s (Service: %s, Status Code: %d, Request ID: %s%s)"
                .formatted(refused.text(), service.sdkError(), status(service, refused), requestId, extended);
        return new TaskResult.Failed(service.sdkError() + "." + exception, cause);
    }

    /// As optimized integrations fail: SDK for Java 1.
    static TaskResult.Failed optimized(SdkService service, Refused refused, String requestId) {
        Optional<Shape.Structure> known = known(service, refused);
        String exception = known.isPresent() ? exception(known.get().name()) : service.optimizedBase();
        String cause = "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
                .formatted(
                        refused.text(),
                        service.optimizedService(),
                        status(service, refused),
                        code(known, refused),
                        requestId);
        return new TaskResult.Failed(service.optimizedError() + "." + exception, cause);
    }

    private static Optional<Shape.Structure> known(SdkService service, Refused refused) {
        // ValidationException stands for what the service itself could not read; the SDKs have no class for it.
        if (refused.code().equals("ValidationException")) return Optional.empty();
        return ServiceModel.of(service.model()).flatMap(model -> model.error(refused.code()));
    }

    /// The code as it goes over the wire, which needn't be the exception's name: `NotFound` of NotFoundException.
    private static String code(Optional<Shape.Structure> known, Refused refused) {
        return known.map(Shape.Structure::error).map(Shape.ErrorTrait::code).orElse(refused.code());
    }

    private static String exception(String name) {
        return name.endsWith("Exception") ? name : name + "Exception";
    }

    private static int status(SdkService service, Refused refused) {
        if (refused.code().startsWith("NoSuch")) return 404;
        return known(service, refused)
                .map(Shape.Structure::error)
                .map(Shape.ErrorTrait::status)
                .filter(status -> status != 0)
                .orElse(400);
    }
}
