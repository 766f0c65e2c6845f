package dev.sluice.gateway.http;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.wire.WireAnswer;
import dev.sluice.gateway.wire.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Refusals to those who ask for a service that has no model here.
final class Unmodelled {
    private Unmodelled() {}

    static WireAnswer refuse(Refused refused, boolean query, String requestId) {
        if (query) {
            XmlText xml = new XmlText().open("ErrorResponse").open("Error").element("Type", "Sender");
            xml.element("Code", refused.code())
                    .element("Message", refused.text())
                    .close("Error");
            xml.element("RequestId", requestId).close("ErrorResponse");
            return new WireAnswer(
                    400,
                    Map.of("x-amzn-RequestId", requestId, "Content-Type", "text/xml"),
                    xml.toString().getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> headers = Map.of(
                "x-amzn-RequestId",
                requestId,
                "x-amzn-ErrorType",
                refused.code(),
                "Content-Type",
                "application/x-amz-json-1.1");
        byte[] body = Json.writeBytes(Json.object("__type", refused.code(), "message", refused.text()));
        return new WireAnswer(404, headers, body);
    }
}
