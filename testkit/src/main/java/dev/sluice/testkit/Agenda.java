package dev.sluice.testkit;

import dev.sluice.asl.step.Signal;
import dev.sluice.asl.step.TimerId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// What is to happen, in virtual time; things of the same moment in the order they were put down.
final class Agenda {
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::number));
    private final Map<Timer, Long> armed = new HashMap<>();
    private long numbers;

    /// @param number tells equal moments apart, and a timer from its earlier arming
    record Due(long atMillis, long number, Lane lane, What what) {}

    /// What is due.
    sealed interface What {
        record Said(Signal signal) implements What {}

        record Fires(TimerId timer) implements What {}

        /// A heartbeat, and further ones for as long as anybody takes notice.
        record Beats(int entry, int attempt, long everyMillis) implements What {}
    }

    private record Timer(Lane lane, TimerId id) {}

    void put(long atMillis, Lane lane, What what) {
        queue.add(new Due(atMillis, numbers++, lane, what));
    }

    void arm(long atMillis, Lane lane, TimerId timer) {
        armed.put(new Timer(lane, timer), numbers);
        put(atMillis, lane, new What.Fires(timer));
    }

    void cancel(Lane lane, TimerId timer) {
        armed.remove(new Timer(lane, timer));
    }

    /// The next thing that is still wanted; null if nothing is.
    @Nullable
    Due next() {
        for (Due due = queue.poll(); due != null; due = queue.poll()) {
            if (due.lane().execution.status().closed()) continue;
            if (!(due.what() instanceof What.Fires(var timer))) return due;
            if (armed.remove(new Timer(due.lane(), timer), due.number())) return due;
        }
        return null;
    }
}
