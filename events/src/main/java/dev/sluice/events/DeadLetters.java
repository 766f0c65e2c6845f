package dev.sluice.events;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.delivery.Outgoing;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.NewMessage;
import dev.sluice.events.queues.Queue;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.journal.Tx;
import tools.jackson.databind.node.ObjectNode;

/// Puts what couldn't be delivered into the queue its sender named for that.
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">Dead-letter queues</a>
record DeadLetters(QueueRows queues, Messages messages, Ids ids) implements Deliveries.Morgue {
    @Override
    public void bury(Tx tx, Outgoing outgoing, int attempts, String code, String reason) {
        String arn = outgoing.patience().deadLetters();
        if (arn == null) return;
        Queue queue = queues.byArn(tx, arn).orElse(null);
        if (queue == null) return;
        ObjectNode attributes = Json.object();
        outgoing.patience()
                .told()
                .properties()
                .forEach(told -> put(attributes, told.getKey(), told.getValue().asString()));
        if (!attributes.isEmpty()) {
            put(attributes, "ERROR_CODE", code);
            put(attributes, "ERROR_MESSAGE", reason);
            put(attributes, "RETRY_ATTEMPTS", String.valueOf(attempts - 1));
        }
        NewMessage message =
                NewMessage.of(outgoing.payload(), "events", outgoing.lineage()).with(attributes);
        messages.send(tx, queue, queue.fifo() ? message.inGroup("dead-letters", ids.next()) : message);
    }

    private static void put(ObjectNode attributes, String name, String value) {
        attributes.set(name, Json.object("DataType", "String", "StringValue", value.isEmpty() ? "-" : value));
    }
}
