package dev.sluice.conformance;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
        return switch (service + ":" + operation) {
            case "lambda:CreateFunction" ->
                send("POST", "/2015-03-31/functions", "lambda", Map.of(), Json.writeBytes(params));
            case "lambda:GetFunction" ->
                send(
                        "GET",
                        "/2015-03-31/functions/" + params.path("FunctionName").asString(),
                        "lambda",
                        Map.of(),
                        new byte[0]);
            case "s3:CreateBucket" -> send("PUT", "/" + params.path("Bucket").asString(), "s3", Map.of(), new byte[0]);
            case "s3:PutObject" ->
                send(
                        "PUT",
                        "/" + params.path("Bucket").asString() + "/"
                                + params.path("Key").asString(),
                        "s3",
                        Map.of(),
                        params.path("Body").asString("").getBytes(StandardCharsets.UTF_8));
            default -> throw new UnsupportedOperationException("the player can't call " + service + ":" + operation);
        };
    }

    private Reply json(JsonService service, String operation, JsonNode params) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/x-amz-json-" + service.version());
        headers.put("x-amz-target", service.targetPrefix() + "." + operation);
        return send("POST", "/", service.signingName(), headers, Json.writeBytes(params));
    }

    private Reply send(String method, String path, String service, Map<String, String> headers, byte[] body) {
        URI uri = endpoint.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(CALL_TIME_MAX)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        signer.sign(method, uri, service, headers, body, Instant.now()).forEach(request::header);
        try {
            return reply(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
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
