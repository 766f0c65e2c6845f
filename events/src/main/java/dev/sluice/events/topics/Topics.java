package dev.sluice.events.topics;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import dev.sluice.events.Owner;
import dev.sluice.events.Target;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.delivery.Source;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.journal.Database;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// SNS's operations.
///
/// @see <a href="https://docs.aws.amazon.com/sns/latest/api/welcome.html">API reference</a>
public final class Topics {
    private final Publishing publishing;
    private final SigningKey key;
    private final Map<String, BiFunction<JsonNode, Origin, JsonNode>> operations = new TreeMap<>();

    /// Where a topic's messages go.
    public record Outlets(QueueRows queues, Messages messages, Deliveries deliveries, Target target) {}

    /// The topics kept in a database.
    public Topics(Database database, Owner owner, Outlets outlets, InstantSource clock, Ids ids) {
        TopicRows rows = new TopicRows(owner);
        key = new SigningKey(database, clock);
        publishing = new Publishing(rows, outlets, new NotificationText(owner, key), new Source(clock, ids));
        offerTopics(new TopicCalls(database, rows, owner));
        offerSubscriptions(new SubscriptionCalls(database, rows, publishing, outlets.target, ids));
        PublishCalls publish = new PublishCalls(database, publishing, key);
        operations.put("Publish", publish::publish);
        operations.put("PublishBatch", publish::publishBatch);
    }

    private void offerTopics(TopicCalls topics) {
        offer("CreateTopic", topics::create);
        offer("DeleteTopic", topics::delete);
        offer("ListTopics", topics::list);
        offer("GetTopicAttributes", topics::attributes);
        offer("SetTopicAttributes", topics::setAttribute);
        offer("TagResource", topics::tag);
        offer("UntagResource", topics::untag);
        offer("ListTagsForResource", topics::tags);
    }

    private void offerSubscriptions(SubscriptionCalls subscriptions) {
        offer("Subscribe", request -> {
            key.prepare();
            return subscriptions.subscribe(request);
        });
        offer("ConfirmSubscription", subscriptions::confirm);
        offer("Unsubscribe", subscriptions::unsubscribe);
        offer("GetSubscriptionAttributes", subscriptions::attributes);
        offer("SetSubscriptionAttributes", subscriptions::setAttribute);
        offer("ListSubscriptions", subscriptions::list);
        offer("ListSubscriptionsByTopic", subscriptions::listByTopic);
    }

    private void offer(String operation, UnaryOperator<JsonNode> call) {
        operations.put(operation, (request, _) -> call.apply(request));
    }

    /// The operations there are.
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    /// Carries out one operation. @throws Refused with SNS's code and text
    public JsonNode call(String operation, JsonNode request, Origin origin) {
        var call = operations.get(operation);
        if (call == null) throw new Refused("UnknownOperationException", "");
        return call.apply(request, origin);
    }

    /// For others in this stage that publish in their own transaction.
    public Publishing publishing() {
        return publishing;
    }

    /// Makes the signing key if there is none; call it before publishing in a transaction.
    public void prepare() {
        key.prepare();
    }

    /// The certificate notifications are signed with, in PEM.
    public String certificatePem() {
        return key.certificatePem();
    }
}
