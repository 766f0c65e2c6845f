package dev.sluice.gateway.s3;

import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.RawResponse;
import java.io.IOException;

/// Uploads by HTML forms.
final class PostObject {
    void handle(RawRequest request, RawResponse response, String bucket) throws IOException {
        throw S3Errors.operationNotImplemented("POST Object");
    }
}
