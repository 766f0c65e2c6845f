package dev.sluice.conformance;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Speaks to an endpoint as AWS's clients do: signed HTTP in each service's protocol. Safe for many threads.
final class AwsClient implements Endpoint {
    private static final Duration CALL_TIME_MAX = Duration.ofSeconds(90);

    /// How a service that speaks awsJson is addressed.
    private record JsonService(String signingName, String targetPrefix, String version) {}

    private static final Map<String, JsonService> JSON_SERVICES = Map.of(
            "stepfunctions", new JsonService("states", "AWSStepFunctions", "1.0"),
            "sqs", new JsonService("sqs", "AmazonSQS", "1.0"),
            "dynamodb", new JsonService("dynamodb", "DynamoDB_20120810", "1.0"),
            "logs", new JsonService("logs", "Logs_20140328", "1.1"),
            "events", new JsonService("events", "AWSEvents", "1.1"));

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI endpoint;
    private final SigV4 signer;

    AwsClient(URI endpoint, SigV4 signer) {
        this.endpoint = endpoint;
        this.signer = signer;
    }

    @Override
    public Reply call(String service, String operation, JsonNode params) {
        JsonService json = JSON_SERVICES.get(service);
        if (json != null) return json(json, operation, params);
        return switch (service) {
            case "lambda" -> lambda(operation, params);
            case "s3" -> s3(operation, params);
            case "sns" -> query(service, "2010-03-31", operation, params);
            case "cloudformation" -> query(service, "2010-05-15", operation, params);
            default -> throw new UnsupportedOperationException("the player can't call " + service + ":" + operation);
        };
    }

    private Reply lambda(String operation, JsonNode params) {
        String functions = "/2015-03-31/functions";
        return switch (operation) {
            case "CreateFunction" -> send("POST", functions, "lambda", Map.of(), Json.writeBytes(params));
            case "GetFunction" -> {
                String name = params.path("FunctionName").asString();
                yield send("GET", functions + "/" + name, "lambda", Map.of(), new byte[0]);
            }
            default -> throw new UnsupportedOperationException("the player can't call lambda:" + operation);
        };
    }

    private Reply s3(String operation, JsonNode params) {
        String bucket = "/" + params.path("Bucket").asString();
        String object = bucket + "/" + params.path("Key").asString("");
        JsonNode written = params.path("Body");
        byte[] body = written.isObject()
                ? Base64.getDecoder().decode(written.path("base64").asString())
                : written.asString("").getBytes(StandardCharsets.UTF_8);
        return switch (operation) {
            case "CreateBucket" -> send("PUT", bucket, "s3", Map.of(), new byte[0]);
            case "PutObject" -> send("PUT", object, "s3", Map.of(), body);
            case "GetObject" -> {
                HttpResponse<byte[]> response =
                        exchange("GET", object, "s3", Map.of("x-amz-checksum-mode", "ENABLED"), new byte[0]);
                yield response.statusCode() == 200 ? new Reply(200, S3Object.read(response), "", "") : reply(response);
            }
            default -> throw new UnsupportedOperationException("the player can't call s3:" + operation);
        };
    }

    private Reply query(String service, String version, String operation, JsonNode params) {
        StringBuilder form = new StringBuilder("Action=" + operation + "&Version=" + version);
        params.properties().forEach(member -> flatten(form, member.getKey(), member.getValue()));
        Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        return send("POST", "/", service, headers, form.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void flatten(StringBuilder form, String name, JsonNode value) {
        int number = 0;
        if (value.isArray()) {
            for (JsonNode element : value) flatten(form, name + ".member." + ++number, element);
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                String prefix = name + ".entry." + ++number;
                flatten(form, prefix + ".key", Json.text(entry.getKey()));
                flatten(form, prefix + ".value", entry.getValue());
            }
        } else {
            String text = URLEncoder.encode(value.asString(), StandardCharsets.UTF_8);
            form.append('&').append(name).append('=').append(text);
        }
    }

    private Reply json(JsonService service, String operation, JsonNode params) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/x-amz-json-" + service.version());
        headers.put("x-amz-target", service.targetPrefix() + "." + operation);
        return send("POST", "/", service.signingName(), headers, Json.writeBytes(params));
    }

    private Reply send(String method, String path, String service, Map<String, String> headers, byte[] body) {
        return reply(exchange(method, path, service, headers, body));
    }

    private HttpResponse<byte[]> exchange(
            String method, String path, String service, Map<String, String> headers, byte[] body) {
        URI uri = endpoint.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(CALL_TIME_MAX)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        signer.sign(method, uri, service, headers, body, Instant.now()).forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        JsonNode body = Json.object();
        try {
            if (response.body().length > 0) body = Json.parse(response.body());
        } catch (MalformedJson xml) {
            body = Json.object("text", new String(response.body(), StandardCharsets.UTF_8));
        }
        if (response.statusCode() < 400) return new Reply(response.statusCode(), body, "", "");
        String type = body.path("__type")
                .asString(response.headers().firstValue("x-amzn-errortype").orElse("Unknown"));
        String code = type.substring(type.indexOf('#') + 1);
        String message = body.path("message").asString(body.path("Message").asString(body.toString()));
        if (body instanceof ObjectNode members) members.remove("__type");
        return new Reply(response.statusCode(), body, code, message);
    }
}
