package dev.sluice.engine.local;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.Identity;
import dev.sluice.engine.ExecutionLog;
import dev.sluice.engine.HistoryEvent;
import dev.sluice.engine.Machine;
import dev.sluice.engine.StatusChanges;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Projector;
import dev.sluice.engine.run.Recovery;
import dev.sluice.engine.run.Segment;
import dev.sluice.engine.run.View;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tells the log and the event bus what has happened, after it is durable.
final class Announcements implements Projector.Announcer {
    /// Executions whose start is remembered, so that their end can be told of without asking the archive.
    static final int STARTS_REMEMBERED_MAX = 10_000;

    private static final Set<String> FATAL = Set.of("ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut");
    private static final Logger LOG = System.getLogger(Announcements.class.getName());

    private final ExecutionLog log;
    private final StatusChanges changes;
    private final Function<Header, Revision> revisions;
    private final Archive archive;
    private final Histories histories;
    private final Map<Long, View> starts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, View> eldest) {
            return size() > STARTS_REMEMBERED_MAX;
        }
    };

    Announcements(ExecutionLog log, StatusChanges changes, Function<Header, Revision> revisions, Archive archive) {
        this.log = log;
        this.changes = changes;
        this.revisions = revisions;
        this.archive = archive;
        this.histories = new Histories(archive, revisions);
    }

    @Override
    public void announce(Segment segment) {
        try {
            log(segment);
            if (!changes.equals(StatusChanges.NONE) && !segment.header().express()) tell(segment);
        } catch (RuntimeException e) {
            // What listens must not stop executions: the failure is told and the next event goes out.
            LOG.log(Level.ERROR, "an event of " + segment.header().arn() + " could not be announced", e);
        }
    }

    void log(Segment segment) {
        Header header = segment.header();
        Revision revision = revisions.apply(header);
        Machine.Logging logging = revision.settings().logging();
        List<String> destinations = logging.destinations();
        if (logging.level() == Machine.Level.OFF || destinations == null || destinations.isEmpty()) return;
        Identity identity = Recovery.identity(header, revision);
        for (Event event : segment.events()) {
            Histories.show(event, identity, logging.includeExecutionData())
                    .filter(shown -> wanted(logging.level(), shown))
                    .map(shown -> new ExecutionLog.Entry(header.arn(), header.machineArn(), header.express(), 0, shown))
                    .ifPresent(entry -> destinations.forEach(group -> log.write(group, entry)));
        }
    }

    /// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html">Log levels</a>
    private static boolean wanted(Machine.Level level, HistoryEvent event) {
        String type = event.type();
        return switch (level) {
            case ALL -> true;
            case ERROR ->
                type.endsWith("Failed")
                        || type.endsWith("TimedOut")
                        || type.endsWith("Aborted")
                        || type.equals("FailStateEntered");
            case FATAL -> FATAL.contains(type);
            case OFF -> false;
        };
    }

    private void tell(Segment segment) {
        for (Event event : segment.events()) {
            switch (event) {
                case Event.ExecutionStarted started -> started(segment.header(), started);
                case Event.ExecutionSucceeded end ->
                    ended(segment.header(), ExecutionStatus.SUCCEEDED, end, end.output(), null);
                case Event.ExecutionFailed end ->
                    ended(segment.header(), ExecutionStatus.FAILED, end, null, end.failure());
                case Event.ExecutionTimedOut end ->
                    ended(segment.header(), ExecutionStatus.TIMED_OUT, end, null, end.failure());
                case Event.ExecutionAborted end ->
                    ended(segment.header(), ExecutionStatus.ABORTED, end, null, end.failure());
                default -> {} // The other kinds tell of states, not of the execution's status.
            }
        }
    }

    private void started(Header header, Event.ExecutionStarted event) {
        View view = new View(
                header, ExecutionStatus.RUNNING, event.stamp().atMillis(), 0, event.inputText(), null, null, 0, 0);
        starts.put(header.id(), view);
        changes.changed(Answers.execution(view), header.lineage());
    }

    private void ended(
            Header header, ExecutionStatus status, Event event, @Nullable JsonNode output, @Nullable Failure failure) {
        View start = starts.remove(header.id());
        if (start == null)
            start = archive.find(header.id()).map(histories::view).orElseThrow();
        View end = new View(
                header,
                status,
                start.startedMillis(),
                event.stamp().atMillis(),
                start.inputText(),
                output,
                failure,
                start.redrives(),
                start.redrivenMillis());
        changes.changed(Answers.execution(end), header.lineage());
    }
}
