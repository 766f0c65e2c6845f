package dev.sluice.asl.step;

import dev.sluice.asl.model.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What a frame is about to do or waits for.
sealed interface Phase {
    /// Before the execution starts, and after it or the frame has ended.
    record Idle() implements Phase {
        static final Idle INSTANCE = new Idle();
    }

    /// A frame that can go on by itself.
    sealed interface Runnable extends Phase {}

    /// A frame that waits for the outside world, addressed by its entry.
    sealed interface Parked extends Phase {}

    /// Between two states. @param next null at the end of the flow; @param value the output so far
    record Between(@Nullable String next, JsonNode value) implements Runnable {}

    /// Entered, or due for another try; the state's work hasn't begun.
    record Entered() implements Runnable {
        static final Entered INSTANCE = new Entered();
    }

    /// The state's work has given a result.
    record Resulted(JsonNode result) implements Runnable {}

    /// The state's work has failed.
    ///
    /// @param retriable false once a retrier has been looked for in vain
    /// @param heartbeat whether it is a missed heartbeat, which `States.HeartbeatTimeout` matches too
    record Failing(Failure failure, boolean retriable, boolean heartbeat) implements Runnable {}

    /// In a Wait state.
    record Waiting(long untilMillis) implements Parked {}

    /// Before a retry.
    record Delayed(long untilMillis) implements Parked {}

    /// A task's call is out.
    ///
    /// @param timeoutAtMillis 0 while no limit runs
    /// @param heartbeatAtMillis 0 while no heartbeat is due
    /// @param submitted what the called service answered; null before
    record Calling(
            TaskCall call,
            boolean started,
            long timeoutAtMillis,
            long heartbeatAtMillis,
            @Nullable JsonNode submitted) implements Parked {}

    /// A map run is out. @param mapRunArn null before it exists
    record Mapping(MapRunPlan plan, @Nullable String mapRunArn) implements Parked {}

    /// Branches or iterations run; the one mutable phase, since thousands of iterations report to it.
    final class Joining implements Parked {
        final int length;
        final @Nullable MapPlan plan;
        final TreeMap<Integer, Frame> running = new TreeMap<>();
        private final @Nullable JsonNode[] results;
        int started;
        private int finished;

        /// The pointer of the child that reported last: history's previous event for what follows.
        int lastChildEvent;

        Joining(int length, @Nullable MapPlan plan, int lastChildEvent) {
            this.length = length;
            this.plan = plan;
            this.lastChildEvent = lastChildEvent;
            this.results = new JsonNode[length];
        }

        static Joining branches(State.Parallel state, int lastEvent) {
            return new Joining(state.branches().size(), null, lastEvent);
        }

        void start(Frame child) {
            running.put(child.index, child);
            started++;
        }

        void finish(Frame child, JsonNode result) {
            running.remove(child.index);
            results[child.index] = result;
            finished++;
        }

        boolean finished() {
            return finished == length;
        }

        ArrayNode result() {
            ArrayNode all = dev.sluice.core.Json.array();
            for (JsonNode result : results) all.add(result);
            return all;
        }

        List<Frame> runningChildren() {
            return new ArrayList<>(running.values());
        }
    }
}
