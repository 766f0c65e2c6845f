package dev.sluice.server.builtin;

import dev.sluice.core.Arn;
import dev.sluice.core.Json;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Dispatcher;
import tools.jackson.databind.JsonNode;

/// Topics and tables of this process, called as a client would: same checks, same policies.
///
/// @param self whose policies hold
public record CalledNotebook(Dispatcher services, Caller self) implements Notebook {
    @Override
    public void publish(String topic, String subject, String message, String lineage) {
        String arn = Arn.of("sns", self.region(), self.account(), topic).toString();
        JsonNode input = Json.object("TopicArn", arn, "Subject", subject, "Message", message);
        JsonNode _ = services.call("sns", "Publish", input, self.withLineage(lineage));
    }

    @Override
    public void record(String table, JsonNode item, String lineage) {
        JsonNode input = Json.object("TableName", table).set("Item", item);
        JsonNode _ = services.call("dynamodb", "PutItem", input, self.withLineage(lineage));
    }
}
