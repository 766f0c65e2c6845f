package dev.sluice.gateway.wire;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.model.Member;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON over REST: members travel in the path, the query, headers and the body.
///
/// @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">restJson1</a>
final class RestJson implements Protocol {
    private final ServiceModel model;
    private final List<Route> routes;

    RestJson(ServiceModel model) {
        this.model = model;
        routes = model.operationNames().stream()
                .flatMap(name -> model.operation(name).stream())
                .map(Route::of)
                .sorted(Comparator.comparingLong(Route::literals).reversed())
                .toList();
    }

    private record Match(Operation operation, Map<String, String> labels) {}

    private Match match(WireRequest request) {
        List<String> path = Route.split(request.rawPath());
        try {
            for (Route route : routes) {
                Optional<Map<String, String>> labels = route.match(request.method(), path);
                if (labels.isPresent()) return new Match(route.operation(), labels.get());
            }
        } catch (IllegalArgumentException e) {
            throw new Refused("SerializationException", "The path has a broken escape");
        }
        throw new Refused(
                "UnknownOperationException", "No operation is bound to " + request.method() + " " + request.rawPath());
    }

    @Override
    public String operation(WireRequest request) {
        return match(request).operation().name();
    }

    @Override
    public JsonNode read(Operation operation, WireRequest request) {
        ObjectNode out = Json.object();
        Shape.Structure input = operation.input();
        if (input == null) return out;
        Map<String, String> labels = match(request).labels();
        body(input, request).properties().forEach(field -> out.set(field.getKey(), field.getValue()));
        for (Member member : input.members().values()) {
            switch (member.location()) {
                case URI -> {
                    String label = labels.get(member.wireName());
                    if (label != null) out.set(member.name(), FormReader.plain(member.shape(), label));
                }
                case QUERY -> query(member, request, out);
                case HEADER -> {
                    String header = request.headers().get(member.wireName().toLowerCase(Locale.ROOT));
                    if (header != null) out.set(member.name(), FormReader.plain(member.shape(), header));
                }
                case HEADERS -> prefixed(member, request, out);
                case BODY, STATUS -> {}
            }
        }
        return out;
    }

    private static JsonNode body(Shape.Structure input, WireRequest request) {
        if (input.payload() == null) {
            boolean bound = input.members().values().stream().anyMatch(m -> m.location() == Member.Location.BODY);
            return bound ? AwsJson.body(request.body()) : Json.object();
        }
        if (request.body().length == 0) return Json.object();
        ObjectNode out = Json.object();
        Member payload = member(input, input.payload());
        if (payload.shape() instanceof Shape.Blob) {
            out.put(payload.name(), Base64.getEncoder().encodeToString(request.body()));
        } else if (payload.shape() instanceof Shape.Text) {
            out.put(payload.name(), new String(request.body(), java.nio.charset.StandardCharsets.UTF_8));
        } else {
            out.set(payload.name(), AwsJson.body(request.body()));
        }
        return out;
    }

    private static Member member(Shape.Structure shape, String name) {
        Member member = shape.members().get(name);
        if (member == null) throw new IllegalStateException(shape.name() + " has no member " + name);
        return member;
    }

    private static void query(Member member, WireRequest request, ObjectNode out) {
        if (member.shape() instanceof Shape.Dictionary) return; // None of the services here binds one.
        List<String> values = request.query().get(member.wireName());
        if (values == null) return;
        if (member.shape() instanceof Shape.Sequence sequence) {
            ArrayNode list = Json.array();
            values.forEach(value -> list.add(FormReader.plain(sequence.element().shape(), value)));
            out.set(member.name(), list);
        } else {
            out.set(member.name(), FormReader.plain(member.shape(), values.getFirst()));
        }
    }

    private static void prefixed(Member member, WireRequest request, ObjectNode out) {
        ObjectNode map = Json.object();
        String prefix = member.wireName().toLowerCase(Locale.ROOT);
        request.headers().forEach((name, value) -> {
            if (name.startsWith(prefix)) map.put(name.substring(prefix.length()), value);
        });
        if (!map.isEmpty()) out.set(member.name(), map);
    }

    @Override
    public WireAnswer write(Operation operation, JsonNode output, String requestId) {
        Map<String, String> headers = headers(requestId);
        Shape.Structure shape = operation.output();
        if (shape == null) return new WireAnswer(operation.status(), headers, new byte[0]);
        int status = operation.status();
        ObjectNode body = Json.object();
        for (Member member : shape.members().values()) {
            JsonNode value = output.get(member.name());
            if (value == null || value.isNull()) continue;
            switch (member.location()) {
                case STATUS -> status = value.asInt();
                case HEADER -> headers.put(member.wireName(), header(member.shape(), value));
                case HEADERS ->
                    value.properties()
                            .forEach(e -> headers.put(
                                    member.wireName() + e.getKey(), e.getValue().asString()));
                case BODY, URI, QUERY -> body.set(member.name(), value);
            }
        }
        boolean bare = status == 204 || status == 304;
        return new WireAnswer(status, headers, bare ? new byte[0] : payload(shape, body));
    }

    private static byte[] payload(Shape.Structure shape, ObjectNode body) {
        if (shape.payload() == null) return Json.writeBytes(body);
        JsonNode payload = body.get(shape.payload());
        if (payload == null) return new byte[0];
        return switch (member(shape, shape.payload()).shape()) {
            case Shape.Blob _ -> Base64.getDecoder().decode(payload.asString());
            case Shape.Text _ -> payload.asString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            default -> Json.writeBytes(payload);
        };
    }

    private static String header(Shape shape, JsonNode value) {
        return shape instanceof Shape.Time ? Times.http(value) : value.asString();
    }

    @Override
    public WireAnswer refuse(Refused refused, String requestId) {
        String code = ErrorForm.jsonCode(model, refused.code());
        Shape.Structure shape = model.error(refused.code()).orElse(null);
        ObjectNode body = Json.object();
        boolean capital = shape != null && shape.members().containsKey("Message");
        if (shape != null && shape.members().containsKey("Type")) body.put("Type", "User");
        body.put(capital ? "Message" : "message", refused.text());
        refused.details().forEach((name, value) -> body.set(name, AwsJson.detail(value)));
        Map<String, String> headers = headers(requestId);
        headers.put("x-amzn-ErrorType", code);
        return new WireAnswer(ErrorForm.status(model, refused, false), headers, Json.writeBytes(body));
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Content-Type", "application/json");
        return headers;
    }
}
