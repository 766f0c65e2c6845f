package dev.sluice.gateway.wire;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.model.Shape;
import dev.sluice.gateway.sigv4.UriText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `X-Amz-Target` and a JSON body.
///
/// @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">awsJson1_0</a>
record AwsJson(ServiceModel model) implements Protocol {
    @Override
    public String operation(WireRequest request) {
        String target = request.headers().getOrDefault("x-amz-target", "");
        String name = target.substring(target.indexOf('.') + 1);
        if (model.operation(name).isEmpty()) throw new Refused("UnknownOperationException", "");
        return name;
    }

    @Override
    public JsonNode read(Operation operation, WireRequest request) {
        return body(request.body());
    }

    static JsonNode body(byte[] bytes) {
        if (bytes.length == 0) return Json.object();
        try {
            UriText.strictUtf8(bytes);
            JsonNode body = Json.parse(bytes);
            if (body.isNull()) return Json.object();
            if (body.isObject()) return body;
            throw new Refused("SerializationException", "Unexpected value type in payload");
        } catch (MalformedJson | IllegalArgumentException e) {
            // AWS names what it found; the text itself stays out of the answer.
            throw new Refused("SerializationException", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public WireAnswer write(Operation operation, JsonNode output, String requestId) {
        boolean nothing = operation.output() == null && output.isEmpty();
        return answer(operation.status(), nothing ? new byte[] {'{', '}'} : Json.writeBytes(output), requestId);
    }

    @Override
    public WireAnswer refuse(Refused refused, String requestId) {
        String code = ErrorForm.jsonCode(model, refused.code());
        ObjectNode body = Json.object("__type", prefix(refused.code()) + code);
        if (!refused.text().isEmpty()) body.put(messageKey(refused.code()), refused.text());
        refused.details().forEach((name, value) -> body.set(name, detail(value)));
        int status = ErrorForm.status(model, refused, true);
        WireAnswer answer = answer(status, Json.writeBytes(body), requestId);
        if (model.entry().name().equals("sqs")) {
            String sender = status < 500 ? ";Sender" : ";Receiver";
            answer.headers().put("x-amzn-query-error", ErrorForm.queryCode(model, refused.code()) + sender);
        }
        return answer;
    }

    // Details arrive as texts; one that is a JSON list or object (CancellationReasons, Item) goes out as such.
    static JsonNode detail(String value) {
        if (!value.startsWith("[") && !value.startsWith("{")) return Json.text(value);
        try {
            return Json.parse(value);
        } catch (MalformedJson e) {
            return Json.text(value);
        }
    }

    private String messageKey(String code) {
        boolean capital = model.error(code)
                .map(Shape.Structure::members)
                .map(members -> members.containsKey("Message"))
                .orElse(code.startsWith("AccessDenied"));
        return capital ? "Message" : "message";
    }

    private String prefix(String code) {
        boolean modelled = model.error(code).isPresent();
        return switch (model.entry().name()) {
            case "dynamodb" -> modelled ? "com.amazonaws.dynamodb.v20120810#" : coral(code);
            case "sqs" -> modelled ? "com.amazonaws.sqs#" : coral(code);
            default -> "";
        };
    }

    private static String coral(String code) {
        return code.equals("ValidationException") ? "com.amazon.coral.validate#" : "com.amazon.coral.service#";
    }

    private WireAnswer answer(int status, byte[] body, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Content-Type", "application/x-amz-json-" + model.entry().jsonVersion());
        if (model.entry().name().equals("dynamodb")) {
            CRC32 crc = new CRC32();
            crc.update(body);
            headers.put("x-amz-crc32", String.valueOf(crc.getValue()));
        }
        return new WireAnswer(status, headers, body);
    }
}
