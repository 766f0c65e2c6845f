package dev.sluice.asl.step;

import dev.sluice.asl.model.Flow;
import dev.sluice.asl.model.State;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One line of control: the execution itself, a Parallel branch or a Map iteration. Changed by [Execution#apply] alone.
final class Frame {
    private static final int[] NO_RETRIES = {};

    final int id;
    final @Nullable Frame parent;

    /// Of the branch or item; 0 for the execution itself.
    final int index;

    final Flow flow;

    /// Inner scopes see outer variables but not the other way round; copied before it is changed.
    Map<String, JsonNode> variables;

    Phase phase = Phase.Idle.INSTANCE;

    @Nullable
    State state;

    JsonNode input;

    /// The id of the event with which the state was entered: what timers, tasks and tokens call it by.
    int entry;

    /// The event before the entry, which AWS gives as the cause of failures while a state sets itself up.
    int beforeEntry;

    long enteredAtMillis;

    /// Tries of this entry so far, from 0; each retry counts one up.
    int attempt;

    private int[] retries = NO_RETRIES;

    /// History's previous event for this frame's next one.
    int lastEvent;

    /// The previous event of the exit from a state whose map run has succeeded; 0 for none.
    int exitPrevious;

    boolean queued;
    boolean gone;

    Frame(int id, @Nullable Frame parent, int index, Flow flow, JsonNode input) {
        this.id = id;
        this.parent = parent;
        this.index = index;
        this.flow = flow;
        this.input = input;
        this.variables = parent == null ? Map.of() : parent.variables;
    }

    void enter(String name, JsonNode newInput, Stamp stamp) {
        state = flow.state(name);
        input = newInput;
        entry = stamp.id();
        beforeEntry = stamp.previous();
        enteredAtMillis = stamp.atMillis();
        attempt = 0;
        exitPrevious = 0;
        retries = NO_RETRIES;
    }

    void countRetry(int retrier) {
        int count = state().core().retriers().size();
        if (retries.length != count) retries = new int[count];
        retries[retrier]++;
        attempt++;
    }

    int retriesBy(int retrier) {
        return retrier < retries.length ? retries[retrier] : 0;
    }

    /// The state it is in. @throws IllegalStateException before the first
    State state() {
        State current = state;
        if (current == null) throw new IllegalStateException("frame " + id + " has entered no state");
        return current;
    }
}
