package dev.sluice.gateway.s3;

import dev.sluice.gateway.RawRequest;
import dev.sluice.gateway.model.ServiceModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which operation a request means: method, what the path names, and the query parameter or header that
/// makes the
/// difference. The sub-resources (`?acl`, `?versions` …) come from the model, so that each of AWS's
/// operations has its
/// name here even where it can only be refused by it.
final class Routes {
    /// What a path names.
    enum Target {
        SERVICE,
        BUCKET,
        OBJECT
    }

    private record Place(String method, Target target, String parameter) {}

    private record Parameter(Target target, String name) {}

    private final Map<Place, String> subResources = new HashMap<>();
    private final Set<Parameter> parameters = new HashSet<>();

    Routes(ServiceModel model) {
        for (String name : model.operationNames()) {
            var operation = model.operation(name).orElseThrow();
            int question = operation.uri().indexOf('?');
            String path = question < 0 ? operation.uri() : operation.uri().substring(0, question);
            Target target =
                    path.contains("{Key") ? Target.OBJECT : path.contains("{Bucket") ? Target.BUCKET : Target.SERVICE;
            if (question < 0 || name.equals("WriteGetObjectResponse")) continue;
            String parameter = operation.uri().substring(question + 1).split("[&=]")[0];
            if (parameter.equals("x-id")) continue;
            Place place = new Place(operation.method(), target, parameter);
            // Of two operations in one place the one with the longer name is the one of today.
            subResources.merge(place, name, (one, other) -> one.length() >= other.length() ? one : other);
            parameters.add(new Parameter(target, parameter));
        }
        byId("BucketAnalyticsConfiguration", "analytics");
        byId("BucketIntelligentTieringConfiguration", "intelligent-tiering");
        byId("BucketInventoryConfiguration", "inventory");
        byId("BucketMetricsConfiguration", "metrics");
    }

    /// These sets are listed without an `id` and read with one.
    private void byId(String noun, String parameter) {
        subResources.put(new Place("GET", Target.BUCKET, parameter), "Get" + noun);
    }

    /// @throws dev.sluice.core.Refused `MethodNotAllowed`
    String operation(RawRequest request, Target target) {
        String method = request.method();
        boolean subResource = false;
        for (String name : request.query().keySet()) {
            String operation = subResources.get(new Place(method, target, name));
            if (operation != null && !operation.equals("ListObjectsV2")) return listed(operation, request);
            if (operation != null && request.parameter(name).orElse("").equals("2")) return operation;
            subResource |= parameters.contains(new Parameter(target, name));
        }
        String plain = subResource && !request.query().containsKey("list-type") ? "" : plain(request, method, target);
        if (plain.isEmpty()) throw S3Errors.methodNotAllowed(method, target.name());
        return plain;
    }

    private static String listed(String operation, RawRequest request) {
        boolean many = operation.startsWith("Get")
                && operation.endsWith("Configuration")
                && Set.of("analytics", "intelligent-tiering", "inventory", "metrics").stream()
                        .anyMatch(request.query()::containsKey)
                && !request.query().containsKey("id");
        return many ? "List" + operation.substring("Get".length()) + "s" : operation;
    }

    private static String plain(RawRequest request, String method, Target target) {
        return switch (target) {
            case SERVICE -> method.equals("GET") ? "ListBuckets" : "";
            case BUCKET ->
                switch (method) {
                    case "GET" -> "ListObjects";
                    case "PUT" -> "CreateBucket";
                    case "DELETE" -> "DeleteBucket";
                    case "HEAD" -> "HeadBucket";
                    case "POST" -> "PostObject";
                    default -> "";
                };
            case OBJECT -> object(request, method);
        };
    }

    private static String object(RawRequest request, String method) {
        boolean upload = request.query().containsKey("uploadId");
        boolean copy = request.header("x-amz-copy-source").isPresent();
        return switch (method) {
            case "GET" -> upload ? "ListParts" : "GetObject";
            case "HEAD" -> "HeadObject";
            case "PUT" -> {
                boolean part = upload || request.query().containsKey("partNumber");
                if (part) yield copy ? "UploadPartCopy" : "UploadPart";
                yield copy ? "CopyObject" : "PutObject";
            }
            case "POST" -> upload ? "CompleteMultipartUpload" : "";
            case "DELETE" -> upload ? "AbortMultipartUpload" : "DeleteObject";
            default -> "";
        };
    }
}
