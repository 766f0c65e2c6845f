package dev.sluice.gateway.s3;

import dev.sluice.core.Json;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Body;
import dev.sluice.objects.Bucket;
import dev.sluice.objects.ChecksumAlgorithm;
import dev.sluice.objects.Checksums;
import dev.sluice.objects.Condition;
import dev.sluice.objects.NewObject;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Payload;
import dev.sluice.objects.Range;
import dev.sluice.objects.Sealing;
import dev.sluice.objects.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Multipart uploads, from their beginning to their end.
final class MultipartCalls {
    private static final int PAGE_PARTS_MAX = 1000;

    private final ObjectStore store;
    private final Guard guard;
    private final ObjectWrites writes;
    private final ObjectAnswers answers;

    MultipartCalls(ObjectStore store, Guard guard, ObjectWrites writes, ObjectAnswers answers) {
        this.store = store;
        this.guard = guard;
        this.writes = writes;
        this.answers = answers;
    }

    void register(Map<String, Handler> handlers) {
        handlers.put("CreateMultipartUpload", this::begin);
        handlers.put("UploadPart", this::part);
        handlers.put("UploadPartCopy", this::copy);
        handlers.put("ListParts", this::list);
        handlers.put("CompleteMultipartUpload", this::complete);
        handlers.put("AbortMultipartUpload", this::abort);
    }

    private JsonNode begin(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        ServerEncryption.Plan plan = ServerEncryption.plan(call.input());
        NewObject object = writes.newObject(call, bucket, plan, Condition.NONE, "CompleteMultipartUpload");
        ChecksumAlgorithm algorithm = algorithm(call);
        boolean composite = composite(call, algorithm);
        Upload upload = store.uploads().begin(object, algorithm, composite, writes.origin(call, bucket));
        ObjectNode output = Json.object("Bucket", upload.bucket(), "Key", upload.key(), "UploadId", upload.id());
        if (algorithm != null)
            output.put("ChecksumAlgorithm", algorithm.name())
                    .put("ChecksumType", composite ? "COMPOSITE" : "FULL_OBJECT");
        ServerEncryption.describe(output, upload.attributes());
        return output;
    }

    private static @Nullable ChecksumAlgorithm algorithm(Call call) {
        String name = call.text("ChecksumAlgorithm");
        if (name.isEmpty()) return null;
        return ChecksumAlgorithm.named(name)
                .orElseThrow(
                        () -> S3Errors.invalidRequest("Checksum algorithm provided is unsupported. Please try again"
                                + " with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
    }

    private static boolean composite(Call call, @Nullable ChecksumAlgorithm algorithm) {
        String type = call.text("ChecksumType");
        if (algorithm == null) {
            if (!type.isEmpty())
                throw S3Errors.invalidRequest(
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            return false;
        }
        boolean composite = type.isEmpty() ? algorithm != ChecksumAlgorithm.CRC64NVME : type.equals("COMPOSITE");
        boolean possible = composite ? algorithm != ChecksumAlgorithm.CRC64NVME : algorithm.combines();
        if (!possible) {
            throw S3Errors.invalidRequest("The " + type + " checksum type cannot be used with the "
                    + algorithm.name().toLowerCase(java.util.Locale.ROOT) + " checksum algorithm.");
        }
        return composite;
    }

    private static int number(Call call) {
        long number = call.input().path("PartNumber").asLong(0);
        if (number < 1 || number > Upload.PARTS_MAX) {
            throw S3Errors.invalid(
                    "Part number must be an integer between 1 and 10000, inclusive",
                    "partNumber",
                    call.request().parameter("partNumber").orElse(""));
        }
        return (int) number;
    }

    private JsonNode part(Call call) throws IOException {
        int number = number(call);
        Upload upload = store.uploads().require(call.bucket(), call.key(), call.text("UploadId"));
        ServerEncryption.Plan plan = plan(call, upload);
        Payload payload = writes.payload(call, plan);
        Upload.Part part = store.uploads().putPart(upload, number, withAlgorithms(payload, upload));
        ObjectNode output = Json.object("ETag", ObjectAnswers.quoted(part.etag()));
        shown(upload, part).forEach((algorithm, value) -> output.put("Checksum" + algorithm.name(), value));
        ServerEncryption.describe(output, upload.attributes());
        return output;
    }

    /// Parts are stored as the upload was announced.
    private ServerEncryption.Plan plan(Call call, Upload upload) {
        Attributes attributes = upload.attributes();
        if (attributes.encryption().equals(Attributes.CUSTOMER)
                && !call.text("SSECustomerKeyMD5").equals(attributes.keyMd5())) {
            throw S3Errors.invalidRequest("The multipart upload initiate requested encryption with a customer provided"
                    + " key. Subsequent part requests must include the same key.");
        }
        Sealing sealing = ServerEncryption.reading(attributes.encryption(), attributes.keyMd5(), call.input(), "");
        return new ServerEncryption.Plan(attributes.encryption(), attributes.keyMd5(), sealing);
    }

    /// Computes what the whole will need, beside what the request says of the part.
    private static Payload withAlgorithms(Payload payload, Upload upload) {
        Set<ChecksumAlgorithm> algorithms = new java.util.HashSet<>(payload.algorithms());
        ChecksumAlgorithm announced = upload.algorithm();
        algorithms.add(announced == null ? ChecksumAlgorithm.CRC64NVME : announced);
        return new Payload(
                payload.stream(), payload.md5(), algorithms, payload.expected(), payload.sealing(), payload.bytesMax());
    }

    /// Of a part's checksums, the one its upload announced; all if it announced none.
    private static Map<ChecksumAlgorithm, String> shown(Upload upload, Upload.Part part) {
        Map<ChecksumAlgorithm, String> shown = new EnumMap<>(ChecksumAlgorithm.class);
        part.checksums().values().forEach((algorithm, value) -> {
            if (upload.algorithm() == null || upload.algorithm() == algorithm) shown.put(algorithm, value);
        });
        return shown;
    }

    private JsonNode copy(Call call) throws IOException {
        int number = number(call);
        Upload upload = store.uploads().require(call.bucket(), call.key(), call.text("UploadId"));
        ServerEncryption.Plan plan = plan(call, upload);
        CopyCalls.Found found = CopyCalls.source(call, store, guard);
        ObjectVersion source = found.version();
        Range range = call.input().has("CopySourceRange")
                ? RangeHeader.source(call.text("CopySourceRange"), source.size())
                : Range.whole(source.size());
        Upload.Part part;
        try (Body body = store.objects().open(source, range, found.sealing())) {
            Payload payload = new Payload(body, null, Set.of(), Map::of, plan.sealing(), Payload.REQUEST_BYTES_MAX);
            part = store.uploads().putPart(upload, number, withAlgorithms(payload, upload));
        }
        ObjectNode output = Json.object();
        ObjectNode result = output.putObject("CopyPartResult");
        result.put("ETag", ObjectAnswers.quoted(part.etag())).set("LastModified", Moments.seconds(part.modified()));
        if (upload.algorithm() != null)
            shown(upload, part).forEach((algorithm, value) -> result.put("Checksum" + algorithm.name(), value));
        found.describe(output);
        ServerEncryption.describe(output, upload.attributes());
        return output;
    }

    private JsonNode list(Call call) {
        Upload upload = store.uploads().require(call.bucket(), call.key(), call.text("UploadId"));
        long asked = call.input().path("MaxParts").asLong(PAGE_PARTS_MAX);
        if (asked < 0 || asked > Integer.MAX_VALUE) {
            throw S3Errors.invalid(
                    "Argument max-parts must be an integer between 0 and 2147483647",
                    "max-parts",
                    Long.toString(asked));
        }
        int max = (int) Math.min(PAGE_PARTS_MAX, asked);
        long marker = call.input().path("PartNumberMarker").asLong(0);
        List<Upload.Part> found = store.uploads().parts(upload, (int) Math.min(marker, Upload.PARTS_MAX), max + 1);
        List<Upload.Part> page = found.subList(0, Math.min(max, found.size()));
        ObjectNode output = Json.object("Bucket", upload.bucket(), "Key", upload.key(), "UploadId", upload.id());
        output.put("PartNumberMarker", Long.toString(marker)).put("MaxParts", max);
        output.put(
                "NextPartNumberMarker",
                Integer.toString(page.isEmpty() ? 0 : page.getLast().no()));
        output.put("IsTruncated", found.size() > page.size() && max > 0);
        output.set("Initiator", Account.owner(upload.owner()));
        output.set("Owner", Account.owner(upload.owner()));
        output.put("StorageClass", upload.storageClass());
        if (upload.algorithm() != null) {
            output.put("ChecksumAlgorithm", upload.algorithm().name());
            output.put("ChecksumType", upload.composite() ? "COMPOSITE" : "FULL_OBJECT");
        }
        ArrayNode parts = Json.array();
        for (Upload.Part part : page) {
            ObjectNode each = parts.addObject().put("PartNumber", part.no());
            each.set("LastModified", Moments.seconds(part.modified()));
            each.put("ETag", ObjectAnswers.quoted(part.etag())).put("Size", part.size());
            if (upload.algorithm() != null)
                shown(upload, part).forEach((algorithm, value) -> each.put("Checksum" + algorithm.name(), value));
        }
        if (!parts.isEmpty()) output.set("Parts", parts);
        return output;
    }

    private JsonNode complete(Call call) {
        Bucket bucket = store.buckets().require(call.bucket());
        JsonNode parts = call.input().path("MultipartUpload").path("Parts");
        if (parts.isEmpty() || parts.size() > Upload.PARTS_MAX) throw S3Errors.malformedXml();
        List<Upload.Named> named = new ArrayList<>();
        for (JsonNode part : parts) {
            if (!part.has("PartNumber") || !part.has("ETag")) throw S3Errors.malformedXml();
            named.add(new Upload.Named(
                    Math.clamp(part.path("PartNumber").asLong(), 0, Integer.MAX_VALUE),
                    part.path("ETag").asString(),
                    checksums(part)));
        }
        Condition condition = new Condition(
                call.optional("IfMatch").orElse(null),
                call.optional("IfNoneMatch").orElse(null));
        Long size = call.input().has("MpuObjectSize")
                ? call.input().path("MpuObjectSize").asLong()
                : null;
        ObjectVersion version = store.uploads()
                .complete(
                        bucket.name(),
                        call.key(),
                        call.text("UploadId"),
                        new Upload.Completion(named, condition, checksums(call.input()), size),
                        writes.origin(call, bucket));
        ObjectNode output = Json.object("Location", location(call), "Bucket", bucket.name(), "Key", call.key());
        output.put("ETag", ObjectAnswers.quoted(version.etag()));
        ObjectAnswers.checksums(output, version.attributes().checksums());
        answers.written(output, bucket, version);
        output.remove(List.of("SSECustomerAlgorithm", "SSECustomerKeyMD5"));
        return output;
    }

    private static Checksums checksums(JsonNode tree) {
        Map<ChecksumAlgorithm, String> values = new EnumMap<>(ChecksumAlgorithm.class);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            String member = "Checksum" + algorithm.name();
            if (tree.has(member)) values.put(algorithm, tree.path(member).asString());
        }
        return new Checksums(values, false);
    }

    private static String location(Call call) {
        String host = call.request().header("host").orElse("s3.amazonaws.com");
        return "http://" + host + "/" + call.bucket() + "/"
                + dev.sluice.gateway.sigv4.UriText.encode(call.key(), false);
    }

    private JsonNode abort(Call call) {
        if (call.input().has("IfMatchInitiatedTime")) throw S3Errors.notImplemented("x-amz-if-match-initiated-time");
        store.uploads().abort(call.bucket(), call.key(), call.text("UploadId"));
        call.status(204);
        return Json.object();
    }
}
