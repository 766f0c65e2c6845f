package dev.sluice.server;

import dev.sluice.core.Json;
import dev.sluice.engine.Execution;
import dev.sluice.engine.Lineage;
import dev.sluice.engine.StatusChanges;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arrow from executions to the event bus: `Step Functions Execution Status Change`.
///
/// @param bus takes a whole event and its descent
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Status changes</a>
record StatusEvents(BiConsumer<JsonNode, String> bus) implements StatusChanges {
    /// Input and output together; larger ones are left out and said to be, as with AWS.
    private static final int PAYLOAD_BYTES_MAX = 248 * 1024;

    @Override
    public void changed(Execution execution, Lineage lineage) {
        ObjectNode event = Json.object("source", "aws.states", "detail-type", "Step Functions Execution Status Change");
        event.set("resources", Json.array().add(execution.arn()));
        event.set("detail", detail(execution));
        bus.accept(event, Descent.of(lineage).toString());
    }

    private static ObjectNode detail(Execution execution) {
        ObjectNode detail = Json.object("executionArn", execution.arn());
        detail.put("stateMachineArn", execution.stateMachineArn());
        detail.put("name", execution.name());
        detail.put("status", execution.status().name());
        detail.put("startDate", execution.started().toEpochMilli());
        detail.set("stopDate", millis(execution.stopped()));
        String output = execution.output();
        int bytes = Json.utf8Bytes(execution.input()) + (output == null ? 0 : Json.utf8Bytes(output));
        boolean included = bytes <= PAYLOAD_BYTES_MAX;
        payload(detail, "input", execution.input(), included);
        payload(detail, "output", output, included);
        detail.put("error", execution.error());
        detail.put("cause", execution.cause());
        detail.put("stateMachineVersionArn", execution.versionArn());
        detail.put("stateMachineAliasArn", execution.aliasArn());
        detail.put("redriveCount", execution.redrive().count());
        detail.set("redriveDate", millis(execution.redrive().last()));
        detail.put("redriveStatus", execution.redrive().status());
        detail.put("redriveStatusReason", execution.redrive().reason());
        return detail;
    }

    private static void payload(ObjectNode detail, String member, @Nullable String text, boolean included) {
        detail.put(member, included ? text : null);
        if (text == null) {
            detail.putNull(member + "Details");
            return;
        }
        ObjectNode details = Json.object();
        details.put("included", included);
        detail.set(member + "Details", details);
    }

    private static JsonNode millis(@Nullable Instant instant) {
        return instant == null ? Json.nothing() : Json.number(instant.toEpochMilli());
    }
}
