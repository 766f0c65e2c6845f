package dev.sluice.gateway.http;

import dev.sluice.core.Refused;
import dev.sluice.gateway.wire.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// S3's errors: their statuses and their XML.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS, error responses</a>
final class ObjectErrors {
    private static final Map<String, Integer> STATUS = new HashMap<>();

    static {
        status(301, "PermanentRedirect");
        status(304, "NotModified");
        status(307, "TemporaryRedirect");
        status(403, "AccessForbidden");
        status(416, "InvalidPartNumber");
        status(403, "AccessDenied", "AccountProblem", "AllAccessDisabled", "InvalidAccessKeyId", "InvalidObjectState");
        status(403, "InvalidPayer", "InvalidSecurity", "NotSignedUp", "RequestTimeTooSkewed", "SignatureDoesNotMatch");
        status(404, "NoSuchBucket", "NoSuchBucketPolicy", "NoSuchKey", "NoSuchLifecycleConfiguration", "NoSuchTagSet");
        status(
                404,
                "NoSuchUpload",
                "NoSuchVersion",
                "NoSuchCORSConfiguration",
                "NoSuchWebsiteConfiguration",
                "NotFound");
        status(404, "ReplicationConfigurationNotFoundError", "NoSuchPublicAccessBlockConfiguration");
        status(404, "NoSuchConfiguration", "ObjectLockConfigurationNotFoundError", "NoSuchObjectLockConfiguration");
        status(404, "OwnershipControlsNotFoundError", "ServerSideEncryptionConfigurationNotFoundError");
        status(405, "MethodNotAllowed");
        status(409, "BucketAlreadyExists", "BucketAlreadyOwnedByYou", "BucketNotEmpty", "InvalidBucketState");
        status(409, "OperationAborted", "ConditionalRequestConflict");
        status(411, "MissingContentLength");
        status(412, "PreconditionFailed");
        status(416, "InvalidRange");
        status(500, "InternalError", "InternalFailure");
        status(501, "NotImplemented");
        status(503, "ServiceUnavailable", "SlowDown", "Busy");
    }

    private static void status(int status, String... codes) {
        for (String code : codes) STATUS.put(code, status);
    }

    private ObjectErrors() {}

    static int status(String code) {
        return STATUS.getOrDefault(code, 400);
    }

    static byte[] body(Refused refused, Exchange exchange) {
        XmlText xml = new XmlText().open("Error");
        xml.element("Code", refused.code()).element("Message", refused.text());
        refused.details().forEach(xml::element);
        if (!refused.details().containsKey("Resource")) xml.element("Resource", exchange.rawPath());
        xml.element("RequestId", exchange.requestId()).element("HostId", exchange.requestId());
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.close("Error");
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
