package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Access;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import dev.sluice.objects.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// S3 as plain calls, for integrations such as Step Functions' `aws-sdk:s3:getObject`: the same handlers
/// as over the
/// wire, without the wire. Bodies are base64 text, held in memory up to [#BODY_BYTES_MAX].
///
/// Writes behave as those of the SDK for Java that Step Functions uses: a CRC-32 comes with them, and a
/// body of unknown
/// type is `text/plain; charset=UTF-8`.
public final class S3Json implements Service {
    /// The longest object handed out or taken in; a state's data may be 256 KiB.
    public static final int BODY_BYTES_MAX = 6 << 20;

    private final ServiceModel model = ServiceModel.of("s3")
            .orElseThrow(() -> new IllegalStateException("the model of S3 is part of this module"));
    private final S3 s3;
    private final Authorizer authorizer;

    /// @param authorizer identity policies; the bucket's are asked too
    public S3Json(S3 s3, Authorizer authorizer) {
        this.s3 = s3;
        this.authorizer = authorizer;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Set<String> operations() {
        return s3.operations();
    }

    /// Nothing here: S3 combines identity policies with the bucket's by itself, when it is called.
    @Override
    public List<Access> needs(String operation, JsonNode input, Caller caller) {
        return List.of();
    }

    @Override
    public JsonNode call(String name, JsonNode input, Caller caller) {
        Operation operation = model.operation(name).orElseThrow(() -> S3Errors.operationNotImplemented(name));
        ObjectNode asked = (ObjectNode) input.deepCopy();
        byte[] body = asked.has("Body")
                ? Base64.getDecoder().decode(asked.path("Body").asString())
                : new byte[0];
        if (body.length > BODY_BYTES_MAX) throw tooLarge();
        boolean writes = name.equals("PutObject") || name.equals("UploadPart");
        if (name.equals("PutObject") && !asked.has("ContentType"))
            asked.put("ContentType", "text/plain; charset=UTF-8");
        Map<String, String> headers = headers(operation, asked);
        if (writes && headers.keySet().stream().noneMatch(header -> header.startsWith("x-amz-checksum-")))
            headers.put(
                    dev.sluice.objects.ChecksumAlgorithm.CRC32.header(),
                    dev.sluice.objects.ChecksumAlgorithm.CRC32.of(body));
        headers.remove("x-amz-sdk-checksum-algorithm");
        Call call = new Call(
                new InnerRequest(operation.method(), headers, body, caller, authorizer),
                name,
                asked,
                operation.status());
        try {
            return shown(call, s3.run(call));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What would have been headers: conditions and checksums are read from there.
    private static Map<String, String> headers(Operation operation, JsonNode input) {
        Map<String, String> headers = new LinkedHashMap<>();
        Shape.Structure shape = operation.input();
        if (shape == null) return headers;
        for (Member member : shape.members().values()) {
            JsonNode value = input.get(member.name());
            if (value != null && value.isValueNode() && member.location() == Member.Location.HEADER)
                headers.put(member.wireName().toLowerCase(java.util.Locale.ROOT), value.asString());
        }
        return headers;
    }

    private static JsonNode shown(Call call, JsonNode output) throws IOException {
        if (call.operation().equals("GetObject") || call.operation().equals("HeadObject")) {
            if (!output.has("Metadata")) ((ObjectNode) output).set("Metadata", Json.object());
        }
        Body body = call.body();
        if (body == null) return output;
        try (body) {
            if (body.length() > BODY_BYTES_MAX) throw tooLarge();
            ((ObjectNode) output).put("Body", Base64.getEncoder().encodeToString(body.readAllBytes()));
        }
        return output;
    }

    private static Refused tooLarge() {
        return new Refused("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
    }
}
