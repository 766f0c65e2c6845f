package dev.sluice.gateway.s3;

import dev.sluice.core.Refused;
import java.util.Map;

/// S3's refusals, in its words. The front turns them into status and XML.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
final class S3Errors {
    private S3Errors() {}

    static Refused notImplemented(String what) {
        return new Refused(
                "NotImplemented", "A header you provided implies functionality that is not implemented: " + what);
    }

    static Refused operationNotImplemented(String operation) {
        return new Refused("NotImplemented", "The operation " + operation + " is not implemented");
    }

    static Refused malformedXml() {
        return new Refused(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static Refused malformedXml(String why) {
        return new Refused(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema",
                Map.of("Detail", why));
    }

    static Refused invalid(String message) {
        return new Refused("InvalidArgument", message);
    }

    static Refused invalid(String message, String name, String value) {
        return new Refused("InvalidArgument", message, Map.of("ArgumentName", name, "ArgumentValue", value));
    }

    static Refused invalidRequest(String message) {
        return new Refused("InvalidRequest", message);
    }

    static Refused accessDenied() {
        return new Refused("AccessDenied", "Access Denied");
    }

    static Refused noSuchKey(String key) {
        return new Refused("NoSuchKey", "The specified key does not exist.", Map.of("Key", key));
    }

    static Refused preconditionFailed(String condition) {
        return new Refused(
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold",
                Map.of("Condition", condition));
    }

    static Refused methodNotAllowed(String method, String resourceType) {
        return new Refused(
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.",
                Map.of("Method", method, "ResourceType", resourceType));
    }
}
