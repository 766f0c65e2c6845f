package dev.sluice.asl.step;

/// Names one timer of one execution; arming it again moves it.
///
/// @param entry the id of the event with which the state was entered; 0 for the execution's own
/// @param attempt which try of that entry
public record TimerId(int entry, int attempt, Purpose purpose) {
    static final TimerId OF_EXECUTION = new TimerId(0, 0, Purpose.EXECUTION);

    /// What the timer is for.
    public enum Purpose {
        /// A Wait state ends.
        WAIT,
        /// A failed state is tried again.
        RETRY,
        /// A task has taken too long.
        TIMEOUT,
        /// A worker has been silent too long.
        HEARTBEAT,
        /// The execution has taken too long.
        EXECUTION
    }
}
