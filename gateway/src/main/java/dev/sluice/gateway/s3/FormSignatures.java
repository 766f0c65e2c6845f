package dev.sluice.gateway.s3;

import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Credentials;

/// What is needed to judge uploads by HTML forms, whose signature is in the form and not in the request.
///
/// @param credentials where the form's key is looked up
/// @param authorizer what its owner's own policies say
public record FormSignatures(Credentials credentials, Authorizer authorizer) {
    /// The key of that id, if there is one. @return null if there is none
    @org.jspecify.annotations.Nullable
    AccessKey key(String id) {
        return credentials.find(id).orElse(null);
    }
}
