package dev.sluice.testkit;

import dev.sluice.asl.step.Event;
import dev.sluice.asl.step.Execution;
import java.util.HashMap;
import java.util.Map;

/// One execution of a run: the machine's own, or a distributed Map's child.
final class Lane {
    final Execution execution;

    /// 0 for the machine's own, 1 for its children, and so on.
    final int depth;

    /// What to do when it has ended.
    final Runnable ended;

    private final Map<Integer, String> stateOfFrame = new HashMap<>();

    Lane(Execution execution, int depth, Runnable ended) {
        this.execution = execution;
        this.depth = depth;
        this.ended = ended;
    }

    /// The event with the state it belongs to; `""` for the execution's own.
    Fact fact(Event event) {
        int frame = event.stamp().frame();
        if (event instanceof Event.StateEntered entered) stateOfFrame.put(frame, entered.state());
        if (event instanceof Event.IterationEnded ended) return new Fact(depth, ended.map(), event);
        boolean whole = !(event instanceof Event.OfFrame);
        return new Fact(depth, whole ? "" : stateOfFrame.getOrDefault(frame, ""), event);
    }

    /// An event of a lane.
    ///
    /// @param depth the lane's
    /// @param state the state it belongs to; `""` for none
    record Fact(int depth, String state, Event event) {}
}
