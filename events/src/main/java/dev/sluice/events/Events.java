package dev.sluice.events;

import dev.sluice.core.Ids;
import dev.sluice.events.bus.BusRows;
import dev.sluice.events.bus.Buses;
import dev.sluice.events.delivery.Deliveries;
import dev.sluice.events.queues.Messages;
import dev.sluice.events.queues.QueueRows;
import dev.sluice.events.queues.Queues;
import dev.sluice.events.topics.TopicRows;
import dev.sluice.events.topics.Topics;
import dev.sluice.journal.Database;
import dev.sluice.journal.StorageException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Topics, queues and the event bus of one server. Every call answers when its change is on disk.
public final class Events implements AutoCloseable {
    // The database counts them: later migrations, of whichever part, go to the end of the whole list.
    private static final List<String> MIGRATIONS = Stream.of(
                    QueueRows.MIGRATIONS,
                    TopicRows.MIGRATIONS,
                    Deliveries.MIGRATIONS,
                    BusRows.MIGRATIONS,
                    TopicRows.MIGRATIONS_OF_SEQUENCES,
                    Deliveries.MIGRATIONS_OF_TALLY)
            .flatMap(List::stream)
            .toList();

    private static final System.Logger LOG = System.getLogger(Events.class.getName());
    private static final long SCHEDULES_LOOKED_AT_MILLIS = 1_000;

    private final Database database;
    private final Queues queues;
    private final Topics topics;
    private final Buses buses;
    private final Deliveries deliveries;
    private volatile boolean closed;

    private Events(Database database, Owner owner, Target target, InstantSource clock, Ids ids) {
        this.database = database;
        QueueRows queueRows = new QueueRows(owner);
        Messages messages = new Messages(queueRows, clock, ids);
        queues = new Queues(database, queueRows, messages, owner, clock);
        DeadLetters deadLetters = new DeadLetters(queueRows, messages, ids);
        deliveries = new Deliveries(database, target, deadLetters, clock, ids);
        topics = new Topics(database, owner, new Topics.Outlets(queueRows, messages, deliveries, target), clock, ids);
        buses = new Buses(
                database,
                owner,
                new Buses.Outlets(queueRows, messages, topics, deliveries, deadLetters, target),
                clock,
                ids);
    }

    /// Opens or creates what is kept in a file. Nothing is delivered before [#start].
    ///
    /// @param target takes what goes to functions, state machines and other parts
    public static Events open(Path file, Owner owner, Target target, InstantSource clock, Ids ids) {
        return new Events(Database.open(file, MIGRATIONS), owner, target, clock, ids);
    }

    /// Starts delivering, first what was left from before, and fires rules by their schedules.
    public void start() {
        deliveries.start();
        Thread.ofVirtual().name("schedules").start(this::fireForever);
    }

    private void fireForever() {
        while (!closed) {
            try {
                Thread.sleep(SCHEDULES_LOOKED_AT_MILLIS);
                if (!closed) buses.fireDue();
            } catch (InterruptedException e) {
                return;
            } catch (StorageException e) {
                if (!closed) LOG.log(System.Logger.Level.ERROR, "schedules could not be looked at", e);
            }
        }
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

    /// EventBridge's operations there are.
    public Set<String> busOperations() {
        return buses.operations();
    }

    /// Carries out one of EventBridge's operations. @throws Refused with EventBridge's code and text
    public JsonNode busCall(String operation, JsonNode request, Origin origin) {
        return buses.call(operation, request, origin);
    }

    /// Takes in an event of AWS's own on the default bus, such as S3's or Step Functions'. Returns when it is on disk.
    ///
    /// @param event with `source`, `detail-type`, `detail` and `resources`; the rest is added where it is missing
    public void take(JsonNode event, String lineage) {
        buses.take(event, lineage);
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

    /// Fires the rules whose schedule is due. Only for tests. @return how many
    int fireDue() {
        return buses.fireDue();
    }

    /// Sets off what is due. Only for tests, which don't [#start].
    void carryDue() {
        deliveries.carryDue();
    }

    /// Stops delivering, sends waiting receivers home and closes the file.
    @Override
    public void close() {
        closed = true;
        queues.close();
        deliveries.close();
        database.close();
    }
}
