package dev.sluice.gateway.wire;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import dev.sluice.gateway.sigv4.UriText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A form with `Action` in, XML out.
///
/// @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">awsQuery</a>
record Query(ServiceModel model) implements Protocol {
    @Override
    public String operation(WireRequest request) {
        List<String> actions = parameters(request).get("Action");
        if (actions == null) throw new Refused("MissingAction", "Missing Action");
        String name = actions.getFirst();
        if (model.operation(name).isEmpty()) {
            throw new Refused("InvalidAction", "The action " + name + " is not valid for this endpoint.");
        }
        return name;
    }

    /// The parameters of the query and of the form in the body.
    static Map<String, List<String>> parameters(WireRequest request) {
        Map<String, List<String>> all = new LinkedHashMap<>(request.query());
        if (request.body().length == 0) return all;
        try {
            all.putAll(UriText.parameters(new String(request.body(), StandardCharsets.UTF_8)));
            return all;
        } catch (IllegalArgumentException e) {
            throw new Refused("MalformedQueryString", "The query string contains a syntax error");
        }
    }

    @Override
    public JsonNode read(Operation operation, WireRequest request) {
        if (operation.input() == null) return Json.object();
        return FormReader.structure(operation.input(), FormTree.of(parameters(request)));
    }

    @Override
    public WireAnswer write(Operation operation, JsonNode output, String requestId) {
        XmlText xml = new XmlText();
        String response = operation.name() + "Response";
        xml.open(response, model.entry().xmlNamespace());
        if (operation.output() != null) {
            String wrapper = operation.resultWrapper();
            if (wrapper != null) xml.open(wrapper);
            xml.members(operation.output(), output);
            if (wrapper != null) xml.close(wrapper);
        }
        xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        return answer(operation.status(), xml.close(response), requestId);
    }

    @Override
    public WireAnswer refuse(Refused refused, String requestId) {
        int status = ErrorForm.status(model, refused, false);
        XmlText xml = new XmlText()
                .open("ErrorResponse", model.entry().xmlNamespace())
                .open("Error");
        xml.element("Type", status < 500 ? "Sender" : "Receiver");
        xml.element("Code", ErrorForm.queryCode(model, refused.code()));
        xml.element("Message", refused.text());
        refused.details().forEach(xml::element);
        xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
        return answer(status, xml, requestId);
    }

    private static WireAnswer answer(int status, XmlText xml, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Content-Type", "text/xml");
        return new WireAnswer(status, headers, xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
