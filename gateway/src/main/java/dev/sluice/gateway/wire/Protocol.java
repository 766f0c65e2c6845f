package dev.sluice.gateway.wire;

import dev.sluice.core.Refused;
import dev.sluice.gateway.model.Operation;
import dev.sluice.gateway.model.ServiceModel;
import tools.jackson.databind.JsonNode;

/// One way of writing calls down. Made for one service; holds no state of a request.
public sealed interface Protocol permits AwsJson, Query, RestJson {
    /// The name of the operation asked for.
    ///
    /// @throws Refused if there is none of that name
    String operation(WireRequest request);

    /// The input as services see it, not yet checked against the model's types and constraints.
    ///
    /// @throws Refused `SerializationException` and its like if it can't be read
    JsonNode read(Operation operation, WireRequest request);

    /// A success.
    WireAnswer write(Operation operation, JsonNode output, String requestId);

    /// A refusal.
    WireAnswer refuse(Refused refused, String requestId);

    /// AWS's JSON protocol of a service, 1.0 or 1.1.
    static Protocol awsJson(ServiceModel model) {
        return new AwsJson(model);
    }

    /// Forms in, XML out.
    static Protocol query(ServiceModel model) {
        return new Query(model);
    }

    /// JSON over REST.
    static Protocol restJson(ServiceModel model) {
        return new RestJson(model);
    }
}
