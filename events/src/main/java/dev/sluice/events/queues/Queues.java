package dev.sluice.events.queues;

import dev.sluice.core.Refused;
import dev.sluice.events.Origin;
import dev.sluice.events.Owner;
import dev.sluice.journal.Database;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// SQS's operations.
///
/// @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html">API reference</a>
public final class Queues {
    /// Queues in one Sluice.
    static final int QUEUES_MAX = 10_000;

    private final Database database;
    private final QueueRows rows;
    private final Messages messages;
    private final Arrivals arrivals = new Arrivals();
    private final Map<String, BiFunction<JsonNode, Origin, JsonNode>> operations = new TreeMap<>();

    /// The queues kept in a database.
    public Queues(Database database, QueueRows rows, Messages messages, Owner owner, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.messages = messages;
        database.onCommit(arrivals::committed);
        QueueCalls queues = new QueueCalls(database, rows, messages, owner, clock);
        MessageCalls sending = new MessageCalls(database, queues, messages, arrivals, clock);
        offer("CreateQueue", queues::create);
        offer("GetQueueUrl", queues::getUrl);
        offer("ListQueues", queues::list);
        offer("ListDeadLetterSourceQueues", queues::deadLetterSources);
        offer("DeleteQueue", queues::delete);
        offer("PurgeQueue", queues::purge);
        offer("GetQueueAttributes", queues::getAttributes);
        offer("SetQueueAttributes", queues::setAttributes);
        offer("TagQueue", queues::tag);
        offer("UntagQueue", queues::untag);
        offer("ListQueueTags", queues::tags);
        offer("ReceiveMessage", sending::receive);
        offer("DeleteMessage", sending::delete);
        offer("DeleteMessageBatch", sending::deleteBatch);
        offer("ChangeMessageVisibility", sending::changeVisibility);
        offer("ChangeMessageVisibilityBatch", sending::changeVisibilityBatch);
        operations.put("SendMessage", sending::send);
        operations.put("SendMessageBatch", sending::sendBatch);
    }

    private void offer(String operation, UnaryOperator<JsonNode> call) {
        operations.put(operation, (request, _) -> call.apply(request));
    }

    /// The operations there are.
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    /// Carries out one operation.
    ///
    /// @throws Refused with SQS's code and text
    public JsonNode call(String operation, JsonNode request, Origin origin) {
        var call = operations.get(operation);
        if (call == null) throw new Refused("UnknownOperationException", "");
        return call.apply(request, origin);
    }

    /// Deletes messages older than their queues keep them. @return how many
    public int expire() {
        int expired = 0;
        for (Queue queue : database.read(rows::all)) expired += database.write(tx -> messages.expire(tx, queue));
        return expired;
    }

    /// Sends home all who wait for messages.
    public void close() {
        arrivals.close();
    }
}
