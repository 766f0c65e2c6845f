package dev.sluice.gateway.s3;

import dev.sluice.gateway.Caller;
import dev.sluice.gateway.RawRequest;
import dev.sluice.objects.Body;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.CanonicalUser;
import dev.sluice.objects.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request on its way through: what it asks, and what has been decided about the answer beside its tree.
final class Call {
    private final RawRequest request;
    private final String operation;
    private final JsonNode input;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status;
    private @Nullable Body body;
    private byte @Nullable [] text;

    /// @param status of success, unless the operation says otherwise
    Call(RawRequest request, String operation, JsonNode input, int status) {
        this.request = request;
        this.operation = operation;
        this.input = input;
        this.status = status;
    }

    RawRequest request() {
        return request;
    }

    String operation() {
        return operation;
    }

    JsonNode input() {
        return input;
    }

    Caller caller() {
        return request.caller();
    }

    String bucket() {
        return text("Bucket");
    }

    String key() {
        return text("Key");
    }

    /// An input member's text, empty if it is absent.
    String text(String member) {
        return input.path(member).asString("");
    }

    /// An input member's text, if it is there.
    Optional<String> optional(String member) {
        return input.has(member) ? Optional.of(input.path(member).asString("")) : Optional.empty();
    }

    /// The version asked for; null for the newest. @throws dev.sluice.core.Refused `InvalidArgument` if it
    /// is empty
    @Nullable
    String versionId() {
        if (!input.has("VersionId")) return null;
        String id = text("VersionId");
        if (id.isEmpty()) throw S3Errors.invalid("Version id cannot be the empty string", "versionId", "");
        return id;
    }

    /// Canonical id of the caller's account; empty for nobody in particular.
    String userId() {
        return caller().anonymous() ? "" : CanonicalUser.of(caller().account());
    }

    /// Whom a change comes from.
    Origin origin(Bucket bucket) {
        Caller caller = caller();
        String owner = caller.anonymous() ? bucket.owner() : userId();
        String principal = caller.anonymous() ? "Anonymous" : caller.principal();
        return new Origin(owner, caller.account(), principal, caller.requestId(), caller.sourceIp(), caller.lineage());
    }

    Call status(int newStatus) {
        status = newStatus;
        return this;
    }

    int status() {
        return status;
    }

    /// Adds a header that the model has no member for.
    Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Map<String, String> headers() {
        return headers;
    }

    /// Answers with these bytes of an object; whoever renders the answer closes them.
    void body(Body bytes) {
        body = bytes;
    }

    @Nullable
    Body body() {
        return body;
    }

    /// Answers with this text as it is, in place of XML.
    void text(byte[] bytes) {
        text = bytes;
    }

    byte @Nullable [] text() {
        return text;
    }
}
