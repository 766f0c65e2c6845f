package dev.sluice.events;

import dev.sluice.core.Ids;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.events.queues.Queues;
import dev.sluice.events.topics.TopicRows;
import dev.sluice.events.topics.Topics;
import dev.sluice.journal.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Topics, queues and the event bus of one server. Every call answers when its change is on disk.
public final class Events implements AutoCloseable {
    private static final List<String> MIGRATIONS = Stream.of(
                    QueueRows.MIGRATIONS, TopicRows.MIGRATIONS, Deliveries.MIGRATIONS)
            .flatMap(List::stream)
            .toList();

    private final Database database;
    private final Queues queues;
    private final Topics topics;
    private final Deliveries deliveries;

    private Events(Database database, Owner owner, Target target, InstantSource clock, Ids ids) {
        this.database = database;
        QueueRows queueRows = new QueueRows(owner);
        Messages messages = new Messages(queueRows, clock, ids);
        queues = new Queues(database, queueRows, messages, owner, clock);
        deliveries = new Deliveries(database, target, new DeadLetters(queueRows, messages), clock);
        topics = new Topics(database, owner, new Topics.Outlets(queueRows, messages, deliveries, target), clock, ids);
    }

    /// Opens or creates what is kept in a file. Nothing is delivered before [#start].
    ///
    /// @param target takes what goes to functions, state machines and other parts
    public static Events open(Path file, Owner owner, Target target, InstantSource clock, Ids ids) {
        return new Events(Database.open(file, MIGRATIONS), owner, target, clock, ids);
    }

    /// Starts delivering; first what was left from before.
    public void start() {
        deliveries.start();
    }

    /// SQS's operations there are.
    public Set<String> queueOperations() {
        return queues.operations();
    }

    /// SNS's operations there are.
    public Set<String> topicOperations() {
        return topics.operations();
    }

    /// Carries out one of SQS's operations. @throws Refused with SQS's code and text
    public JsonNode queueCall(String operation, JsonNode request, Origin origin) {
        return queues.call(operation, request, origin);
    }

    /// Carries out one of SNS's operations. @throws Refused with SNS's code and text
    public JsonNode topicCall(String operation, JsonNode request, Origin origin) {
        return topics.call(operation, request, origin);
    }

    /// The certificate that notifications are signed with, in PEM; their SigningCertURL points at it.
    public String certificatePem() {
        return topics.certificatePem();
    }

    /// Deletes what is older than it is to be kept. Call it every minute or so.
    public void sweep() {
        queues.expire();
    }

    /// Deliveries that wait or are under way.
    public long deliveriesWaiting() {
        return deliveries.waiting();
    }

    /// Deliveries whose time has come. Only for tests.
    long deliveriesDue() {
        return deliveries.due();
    }

    /// Sets off what is due. Only for tests, which don't [#start].
    void carryDue() {
        deliveries.carryDue();
    }

    /// Stops delivering, sends waiting receivers home and closes the file.
    @Override
    public void close() {
        queues.close();
        deliveries.close();
        database.close();
    }
}
