package dev.sluice.engine.run;

import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.Execution;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.TimerId;
import dev.sluice.engine.machines.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// An execution in memory, owned by its partition.
public final class Running {
    private final Header header;
    private final Revision revision;
    private final Execution execution;
    private final Payloads payloads = new Payloads();
    private final Map<TimerId, Alarm> timers = new HashMap<>(2);
    private List<Consumer<View>> watchers = List.of();
    private int segments;
    private int archivedSegments;
    private long startedMillis;
    private long stoppedMillis;
    private long lastMillis;
    private String inputText = "{}";

    Running(Header header, Revision revision, Execution execution) {
        this.header = header;
        this.revision = revision;
        this.execution = execution;
    }

    /// A timer of one execution.
    static final class Alarm extends TimerWheel.Timer {
        private final Running running;
        private final TimerId id;

        Alarm(Running running, TimerId id) {
            this.running = running;
            this.id = id;
        }

        Running running() {
            return running;
        }

        TimerId id() {
            return id;
        }
    }

    /// Notes that a segment of it has been decided.
    void decided() {
        segments++;
    }

    /// Notes that the archive holds more of it. @return whether it holds everything
    boolean archived(int more) {
        archivedSegments += more;
        return archivedSegments == segments;
    }

    /// How many segments have been decided since it came into memory.
    int segments() {
        return segments;
    }

    /// When it has something to do next, if it only waits for time or for an answer with a token; -1 if it is busy.
    long idleUntilMillis() {
        if (closed() || !watchers.isEmpty()) return -1;
        for (Command command : execution.outstanding()) {
            boolean waits = command instanceof Command.ArmTimer
                    || (command instanceof Command.ResumeTask task
                            && task.submitted() != null
                            && task.call().resource().waitsForToken());
            if (!waits) return -1;
        }
        long due = Long.MAX_VALUE;
        for (Alarm alarm : timers.values()) due = Math.min(due, alarm.dueMillis());
        return due;
    }

    /// What never changes of it.
    public Header header() {
        return header;
    }

    /// The machine it runs.
    public Revision revision() {
        return revision;
    }

    Execution execution() {
        return execution;
    }

    Payloads payloads() {
        return payloads;
    }

    Map<TimerId, Alarm> timers() {
        return timers;
    }

    boolean closed() {
        return execution.status().closed();
    }

    /// Takes note of events that the interpreter has applied, or of one that a replay applies.
    void note(Event event) {
        long at = event.stamp().atMillis();
        lastMillis = Math.max(lastMillis, at);
        if (event instanceof Event.ExecutionStarted started) {
            startedMillis = at;
            inputText = started.inputText();
        }
        if (execution.status() != ExecutionStatus.RUNNING) stoppedMillis = lastMillis;
    }

    /// Replays one event.
    void apply(Event event) {
        execution.apply(event);
        note(event);
    }

    /// The time for its next turn: a clock that was put back doesn't make its history run backwards.
    long turnMillis(long nowMillis) {
        return Math.max(nowMillis, lastMillis);
    }

    void watch(Consumer<View> watcher) {
        if (watchers.isEmpty()) watchers = new ArrayList<>(1);
        watchers.add(watcher);
    }

    /// Everybody to be told of the end, once.
    List<Consumer<View>> takeWatchers() {
        List<Consumer<View>> all = watchers;
        watchers = List.of();
        return all;
    }

    View view() {
        return new View(
                header,
                execution.status(),
                startedMillis,
                stoppedMillis,
                inputText,
                execution.output(),
                execution.failure(),
                0,
                0);
    }

    String inputText() {
        return inputText;
    }

    long startedMillis() {
        return startedMillis;
    }
}
