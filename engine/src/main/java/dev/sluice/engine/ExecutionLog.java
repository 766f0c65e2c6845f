package dev.sluice.engine;

/// Where execution logs go. Called at least once for each event, in an execution's order, after the event is durable.
@FunctionalInterface
public interface ExecutionLog {
    /// One log entry. @param logGroupArn as the machine's logging configuration names it
    void write(String logGroupArn, Entry entry);

    /// One history event as it is logged.
    ///
    /// @param event without payloads where the configuration leaves execution data out
    record Entry(String executionArn, String stateMachineArn, boolean express, int redriveCount, HistoryEvent event) {}
}
