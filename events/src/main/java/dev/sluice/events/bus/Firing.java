package dev.sluice.events.bus;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.delivery.Outgoing;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.NewMessage;
import dev.sluice.events.queues.Queue;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.events.topics.Publishing;
import dev.sluice.journal.Tx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Machine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends an event to the targets of the rules it matches, in the transaction that took the event in: queues, topics and
/// further buses get it at once, the others through a delivery that is tried until it is taken.
final class Firing {
    private static final int RETRIES_DEFAULT = 185;
    private static final long AGE_SECONDS_DEFAULT = 86_400;
    private static final int PAUSE_SECONDS_MAX = 300;

    private final BusRows rows;
    private final Outlets outlets;
    private final Map<String, Compiled> compiled = new ConcurrentHashMap<>();

    private record Compiled(long revision, Machine machine) {}

    /// Where events go. @param morgue takes what a queue or topic that is gone can't
    record Outlets(
            QueueRows queues, Messages messages, Publishing topics, Deliveries deliveries, Deliveries.Morgue morgue) {}

    Firing(BusRows rows, Outlets outlets) {
        this.rows = rows;
        this.outlets = outlets;
    }

    /// Takes an event in. @param forwarded whether it comes from another bus; then it goes to no further one
    void take(Tx tx, BusRows.Bus bus, JsonNode event, String lineage, boolean forwarded) {
        for (String name : matching(tx, bus, Json.write(event))) {
            Rule rule = rows.rule(tx, bus.name(), name).orElse(null);
            if (rule != null && rule.enabled()) fire(tx, rule, event, lineage, forwarded);
        }
    }

    /// Whether any rule of the bus matches the event.
    boolean concerns(Tx tx, BusRows.Bus bus, JsonNode event) {
        return !matching(tx, bus, Json.write(event)).isEmpty();
    }

    /// Whether the bus has any rule at all that waits for events.
    boolean listens(Tx tx, BusRows.Bus bus) {
        try {
            return !machine(tx, bus).isEmpty();
        } catch (Exception e) {
            // As below: patterns were checked when they came in.
            throw new IllegalStateException("compiling the rules of " + bus.name(), e);
        }
    }

    private List<String> matching(Tx tx, BusRows.Bus bus, String event) {
        try {
            return machine(tx, bus).rulesForJSONEvent(event);
        } catch (Exception e) {
            // The library declares no narrower type; patterns were checked and events are written here.
            throw new IllegalStateException("matching an event", e);
        }
    }

    /// The machine that matches all rules of a bus at once, made anew when one of them changed.
    private Machine machine(Tx tx, BusRows.Bus bus) throws Exception {
        Compiled known = compiled.get(bus.name());
        if (known != null && known.revision == bus.revision()) return known.machine;
        Machine machine = Machine.builder().build();
        for (Rule rule : rows.rules(tx, bus.name(), "", "", Buses.RULES_MAX)) {
            if (!rule.pattern().isEmpty()) machine.addRule(rule.name(), rule.pattern());
        }
        compiled.put(bus.name(), new Compiled(bus.revision(), machine));
        return machine;
    }

    /// Sends an event to all targets of a rule.
    void fire(Tx tx, Rule rule, JsonNode event, String lineage, boolean forwarded) {
        String ruleArn = rows.ruleArn(rule.bus(), rule.name());
        for (ObjectNode target : rows.targets(tx, rule.bus(), rule.name(), "", Buses.TARGETS_MAX)) {
            String arn = target.path("Arn").asString();
            String input = TargetInput.of(target, event, ruleArn, rule.name());
            Outgoing outgoing = new Outgoing(
                    arn, textOrNull(target.path("RoleArn")), input, Json.object(), lineage, patience(target, ruleArn));
            if (arn.contains(":event-bus/")) forward(tx, arn, event, lineage, forwarded);
            else if (arn.startsWith("arn:aws:sqs:")) toQueue(tx, target, outgoing);
            else if (arn.startsWith("arn:aws:sns:")) toTopic(tx, outgoing);
            else outlets.deliveries.add(tx, outgoing);
        }
    }

    private void forward(Tx tx, String arn, JsonNode event, String lineage, boolean forwarded) {
        if (forwarded) return;
        rows.bus(tx, BusRows.busName(Json.text(arn))).ifPresent(bus -> take(tx, bus, event, lineage, true));
    }

    private void toQueue(Tx tx, JsonNode target, Outgoing outgoing) {
        Queue queue = outlets.queues.byArn(tx, outgoing.address()).orElse(null);
        NewMessage message = NewMessage.of(outgoing.payload(), "events", outgoing.lineage());
        JsonNode group = target.path("SqsParameters").path("MessageGroupId");
        if (group.isString()) message = message.inGroup(group.asString(), null);
        if (queue == null) {
            outlets.morgue.bury(tx, outgoing, 1, "RESOURCE_NOT_FOUND", "The queue does not exist.");
            return;
        }
        try {
            outlets.messages.send(tx, queue, message);
        } catch (Refused e) {
            outlets.morgue.bury(tx, outgoing, 1, e.code(), e.text());
        }
    }

    private void toTopic(Tx tx, Outgoing outgoing) {
        try {
            outlets.topics.publish(tx, outgoing.address(), Publishing.News.of(outgoing.payload(), outgoing.lineage()));
        } catch (Refused e) {
            outlets.morgue.bury(tx, outgoing, 1, "RESOURCE_NOT_FOUND", e.text());
        }
    }

    private static Outgoing.Patience patience(JsonNode target, String ruleArn) {
        JsonNode retry = target.path("RetryPolicy");
        return new Outgoing.Patience(
                retry.path("MaximumRetryAttempts").asInt(RETRIES_DEFAULT),
                retry.path("MaximumEventAgeInSeconds").asLong(AGE_SECONDS_DEFAULT),
                1,
                PAUSE_SECONDS_MAX,
                textOrNull(target.path("DeadLetterConfig").path("Arn")),
                Json.object(
                        "RULE_ARN", ruleArn, "TARGET_ARN", target.path("Arn").asString()));
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }
}
