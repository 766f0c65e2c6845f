package dev.sluice.engine;

/// Told of every change of an execution's status, at least once and in an execution's order, after it is durable: what
/// becomes `Step Functions Execution Status Change` on the event bus.
@FunctionalInterface
public interface StatusChanges {
    /// Nobody wants to know.
    StatusChanges NONE = (execution, lineage) -> {};

    /// The execution as it now stands. Standard executions only, as with AWS.
    ///
    /// @param lineage what the execution descends from, so that a rule which starts it again can be stopped
    void changed(Execution execution, Lineage lineage);
}
