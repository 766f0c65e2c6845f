package dev.sluice.gateway.s3;

import dev.sluice.gateway.RawResponse;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.Shape;
import dev.sluice.objects.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Writes an operation's answer by its shape: headers, then XML or an object's bytes.
final class OutputWriter {
    /// The outermost elements the model doesn't name.
    private static final Map<String, String> ROOTS = Map.ofEntries(
            Map.entry("ListObjects", "ListBucketResult"),
            Map.entry("ListObjectsV2", "ListBucketResult"),
            Map.entry("ListObjectVersions", "ListVersionsResult"),
            Map.entry("ListBuckets", "ListAllMyBucketsResult"),
            Map.entry("CreateMultipartUpload", "InitiateMultipartUploadResult"),
            Map.entry("CompleteMultipartUpload", "CompleteMultipartUploadResult"),
            Map.entry("ListParts", "ListPartsResult"),
            Map.entry("ListMultipartUploads", "ListMultipartUploadsResult"),
            Map.entry("DeleteObjects", "DeleteResult"),
            Map.entry("GetBucketAcl", "AccessControlPolicy"),
            Map.entry("GetObjectAcl", "AccessControlPolicy"),
            Map.entry("GetBucketVersioning", "VersioningConfiguration"),
            Map.entry("GetBucketTagging", "Tagging"),
            Map.entry("GetObjectTagging", "Tagging"),
            Map.entry("GetBucketCors", "CORSConfiguration"),
            Map.entry("GetBucketLifecycleConfiguration", "LifecycleConfiguration"),
            Map.entry("GetBucketLogging", "BucketLoggingStatus"),
            Map.entry("GetBucketNotificationConfiguration", "NotificationConfiguration"),
            Map.entry("GetBucketRequestPayment", "RequestPaymentConfiguration"),
            Map.entry("GetBucketWebsite", "WebsiteConfiguration"),
            Map.entry("GetBucketAccelerateConfiguration", "AccelerateConfiguration"),
            Map.entry("GetObjectAttributes", "GetObjectAttributesResponse"),
            Map.entry("UploadPartCopy", "CopyPartResult"));

    private final RawResponse response;
    private final boolean head;

    OutputWriter(RawResponse response, boolean head) {
        this.response = response;
        this.head = head;
    }

    void write(Operation operation, Call call, JsonNode output) throws IOException {
        response.status(call.status());
        Shape.Structure shape = operation.output();
        if (shape != null) headers(shape, output);
        call.headers().forEach(response::header);
        Body body = call.body();
        byte[] text = call.text();
        if (body != null) {
            stream(body);
        } else if (text != null) {
            sendText(text);
        } else if (head || shape == null || !hasBody(shape, output)) {
            response.send();
        } else {
            response.header("Content-Type", "application/xml");
            response.send(xml(operation, shape, output).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void sendText(byte[] text) {
        if (head)
            response.header("Content-Length", Integer.toString(text.length)).send();
        else response.send(text);
    }

    private void stream(Body body) throws IOException {
        try (body) {
            if (head) {
                response.send();
                return;
            }
            body.primed();
            try (OutputStream out = response.stream()) {
                body.transferTo(out);
            }
        }
    }

    private void headers(Shape.Structure shape, JsonNode output) {
        for (Member member : shape.members().values()) {
            JsonNode value = output.get(member.name());
            if (value == null) continue;
            if (member.location() == Member.Location.HEADERS) {
                value.properties()
                        .forEach(each -> response.header(
                                member.wireName() + each.getKey(),
                                each.getValue().asString()));
            } else if (member.location() == Member.Location.HEADER) {
                response.header(member.wireName(), headerText(member.shape(), value));
            }
        }
    }

    private static String headerText(Shape shape, JsonNode value) {
        if (shape instanceof Shape.Time time && value.isNumber()) {
            boolean iso = "iso8601".equals(time.format());
            return iso ? Moments.iso(value) : Moments.http(Instant.ofEpochSecond(value.asLong()));
        }
        return value.asString();
    }

    private static boolean hasBody(Shape.Structure shape, JsonNode output) {
        String payload = shape.payload();
        if (payload != null) return output.has(payload);
        return shape.members().values().stream().anyMatch(member -> member.location() == Member.Location.BODY);
    }

    static String xml(Operation operation, Shape.Structure shape, JsonNode output) {
        XmlWriter xml = new XmlWriter().declare();
        String payload = shape.payload();
        if (payload == null) {
            String root = ROOTS.getOrDefault(operation.name(), operation.name() + "Result");
            return xml.root(root).members(shape, output).close(root).toString();
        }
        Member member = java.util.Objects.requireNonNull(shape.members().get(payload));
        String root = ROOTS.getOrDefault(operation.name(), member.wireName());
        Shape.Structure body = (Shape.Structure) member.shape();
        return xml.root(root).members(body, output.path(payload)).close(root).toString();
    }
}
