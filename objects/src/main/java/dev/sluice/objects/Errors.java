package dev.sluice.objects;

import dev.sluice.core.Refused;
import java.util.Map;

/// S3's refusals that several operations share.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
final class Errors {
    private Errors() {}

    static Refused noSuchBucket(String bucket) {
        return new Refused("NoSuchBucket", "The specified bucket does not exist", Map.of("BucketName", bucket));
    }

    static Refused noSuchKey(String key) {
        return new Refused("NoSuchKey", "The specified key does not exist.", Map.of("Key", key));
    }

    static Refused noSuchVersion(String key, String versionId) {
        return new Refused(
                "NoSuchVersion", "The specified version does not exist.", Map.of("Key", key, "VersionId", versionId));
    }

    static Refused noSuchUpload(String id) {
        return new Refused(
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                        + " aborted or completed.",
                Map.of("UploadId", id));
    }

    static Refused preconditionFailed(String condition) {
        return new Refused(
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold",
                Map.of("Condition", condition));
    }

    static Refused locked() {
        return new Refused("AccessDenied", "Access Denied because object protected by object lock.");
    }

    static Refused invalid(String message) {
        return new Refused("InvalidArgument", message);
    }

    static Refused invalid(String message, String name, String value) {
        return new Refused("InvalidArgument", message, Map.of("ArgumentName", name, "ArgumentValue", value));
    }
}
