package dev.sluice.engine.tasks;

import dev.sluice.asl.step.Signal;

/// The way back from an attempt to its execution.
@FunctionalInterface
public interface Signals {
    /// Tells an execution something. It is never refused; one that has ended takes no notice.
    void tell(int partition, long execution, Signal signal);
}
