package dev.sluice.server;

import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.gateway.Caller;
import dev.sluice.gateway.Dispatcher;
import dev.sluice.objects.ObjectEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Base64;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The arrow out of a bucket: its events to functions, topics, queues and the event bus.
///
/// An event is taken over once each of its destinations has accepted it durably. A destination that is busy makes the
/// event come again; one that is gone is skipped and logged, as S3 does.
final class Flow {
    /// Refusals that pass: the event is offered again.
    private static final Set<String> PASSING =
            Set.of("ThrottlingException", "TooManyRequestsException", "Throttling", "OverLimit", "ServiceUnavailable");

    private static final Logger LOG = System.getLogger(Flow.class.getName());

    private final Dispatcher services;
    private final LoopGuard guard;
    private final BiConsumer<JsonNode, String> bus;
    private final Caller self;
    private final Ids ids;

    /// @param bus takes a whole event and its descent for EventBridge's default bus
    Flow(Dispatcher services, LoopGuard guard, BiConsumer<JsonNode, String> bus, Caller self, Ids ids) {
        this.services = services;
        this.guard = guard;
        this.bus = bus;
        this.self = self;
        this.ids = ids;
    }

    /// Takes one event over. @throws Refused if a destination was busy: offer it again
    void take(ObjectEvent event) {
        String what = "s3://" + event.bucket() + "/" + event.key();
        Descent descent = Descent.parse(event.lineage());
        Descent next = descent.next("s3-" + event.bucket() + "-" + event.id());
        for (ObjectEvent.Delivery delivery : event.deliveries()) {
            if (guard.allows(descent, delivery.arn(), what)) deliver(delivery, next, what);
        }
        JsonNode bridge = event.bridge();
        if (bridge != null && guard.allows(descent, "events", what)) bus.accept(bridge, next.toString());
    }

    private void deliver(ObjectEvent.Delivery delivery, Descent descent, String what) {
        try {
            send(delivery.arn(), delivery.message(), descent);
        } catch (Refused refused) {
            if (PASSING.contains(refused.code())) throw refused;
            LOG.log(
                    Level.WARNING,
                    "the event about {0} was not accepted by {1}: {2}: {3}",
                    what,
                    delivery.arn(),
                    refused.code(),
                    refused.text());
        }
    }

    private void send(String target, JsonNode message, Descent descent) {
        Caller caller =
                new Caller(self.account(), self.region(), self.principal(), "", ids.next(), "", descent.toString());
        Arn arn = Arn.parse(target).orElseThrow(() -> new IllegalStateException("no ARN: " + target));
        switch (arn.service()) {
            case "lambda" -> {
                ObjectNode input = Json.object("FunctionName", target, "InvocationType", "Event");
                input.put("Payload", Base64.getEncoder().encodeToString(Json.writeBytes(message)));
                services.call("lambda", "Invoke", input, caller);
            }
            case "sns" -> {
                ObjectNode input = Json.object("TopicArn", target, "Subject", "Amazon S3 Notification");
                services.call("sns", "Publish", input.put("Message", Json.write(message)), caller);
            }
            case "sqs" -> {
                JsonNode url = services.call("sqs", "GetQueueUrl", Json.object("QueueName", arn.resource()), caller);
                ObjectNode input = Json.object("QueueUrl", url.path("QueueUrl").asString());
                services.call("sqs", "SendMessage", input.put("MessageBody", Json.write(message)), caller);
            }
            default -> throw new IllegalStateException("no destination for events: " + target);
        }
    }
}
