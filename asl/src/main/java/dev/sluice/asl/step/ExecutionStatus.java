package dev.sluice.asl.step;

/// AWS's status of an execution.
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED;

    /// Whether nothing more will happen.
    public boolean closed() {
        return this != RUNNING;
    }
}
