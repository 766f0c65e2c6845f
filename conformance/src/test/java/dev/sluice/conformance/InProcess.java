package dev.sluice.conformance;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Service;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Calls services without HTTP in between.
///
/// @param services by the recordings' names
record InProcess(Map<String, Service> services) implements Endpoint {
    @Override
    public Reply call(String service, String operation, JsonNode params) {
        try {
            Service target = services.get(service);
            if (target == null) throw new Refused("UnknownOperationException", service);
            Caller caller = Caller.inside("111111111111", "us-east-1", "arn:aws:iam::111111111111:root", "test");
            return new Reply(200, target.call(operation, params, caller), "", "");
        } catch (Refused refused) {
            return new Reply(400, Json.object("message", refused.text()), refused.code(), refused.text());
        }
    }
}
