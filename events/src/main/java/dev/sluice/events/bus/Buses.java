package dev.sluice.events.bus;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import dev.sluice.events.Owner;
import dev.sluice.events.Target;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.delivery.Source;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.events.topics.Topics;
import dev.sluice.journal.Database;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// EventBridge's operations.
///
/// @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html">API reference</a>
public final class Buses {
    /// Rules of one bus.
    static final int RULES_MAX = 2_000;

    /// Targets of one rule.
    static final int TARGETS_MAX = 5;

    private final EventCalls events;
    private final Topics topics;
    private final Map<String, BiFunction<JsonNode, Origin, JsonNode>> operations = new TreeMap<>();

    /// Where events go. @param morgue takes what a queue or topic that is gone can't
    public record Outlets(
            QueueRows queues,
            Messages messages,
            Topics topics,
            Deliveries deliveries,
            Deliveries.Morgue morgue,
            Target target) {}

    /// The buses kept in a database.
    public Buses(Database database, Owner owner, Outlets outlets, InstantSource clock, Ids ids) {
        BusRows rows = new BusRows(owner);
        topics = outlets.topics;
        Firing firing = new Firing(
                rows,
                new Firing.Outlets(
                        outlets.queues, outlets.messages, topics.publishing(), outlets.deliveries, outlets.morgue));
        events = new EventCalls(database, rows, firing, owner, new Source(clock, ids));
        operations.put("PutEvents", events::put);
        offer("TestEventPattern", events::testPattern);
        offerRules(new RuleCalls(database, rows, clock), new TargetCalls(database, rows, outlets.target));
        offerBuses(new BusCalls(database, rows, clock));
    }

    private void offerRules(RuleCalls rules, TargetCalls targets) {
        offer("PutRule", rules::put);
        offer("DescribeRule", rules::describe);
        offer("ListRules", rules::list);
        offer("EnableRule", rules::enable);
        offer("DisableRule", rules::disable);
        offer("DeleteRule", rules::delete);
        offer("PutTargets", request -> {
            // A topic among the targets signs what it sends, with a key that can't be made inside a transaction.
            if (Json.write(request.path("Targets")).contains("arn:aws:sns:")) topics.prepare();
            return targets.put(request);
        });
        offer("RemoveTargets", targets::remove);
        offer("ListTargetsByRule", targets::list);
        offer("ListRuleNamesByTarget", targets::rulesByTarget);
    }

    private void offerBuses(BusCalls buses) {
        offer("CreateEventBus", buses::create);
        offer("DescribeEventBus", buses::describe);
        offer("ListEventBuses", buses::list);
        offer("DeleteEventBus", buses::delete);
        offer("TagResource", buses::tag);
        offer("UntagResource", buses::untag);
        offer("ListTagsForResource", buses::tags);
    }

    private void offer(String operation, UnaryOperator<JsonNode> call) {
        operations.put(operation, (request, _) -> call.apply(request));
    }

    /// The operations there are.
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    /// Carries out one operation. @throws Refused with EventBridge's code and text
    public JsonNode call(String operation, JsonNode request, Origin origin) {
        var call = operations.get(operation);
        if (call == null) throw new Refused("UnknownOperationException", "");
        return call.apply(request, origin);
    }

    /// Takes in an event of AWS's own on the default bus, such as S3's or Step Functions'.
    ///
    /// @param event with `source`, `detail-type`, `detail` and `resources`; the rest is added where it is missing
    public void take(JsonNode event, String lineage) {
        events.take(event, lineage);
    }

    /// Fires the rules whose schedule is due. @return how many
    public int fireDue() {
        return events.fireDue();
    }
}
