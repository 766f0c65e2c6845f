package dev.sluice.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Runs of distributed Map states.
public interface MapRuns {
    /// A run. @param status `RUNNING`, `SUCCEEDED`, `FAILED` or `ABORTED`
    record MapRun(
            String arn,
            String executionArn,
            String stateMachineArn,
            String status,
            Instant started,
            @Nullable Instant stopped,
            Limits limits,
            Counts items,
            Counts executions,
            int redriveCount,
            @Nullable Instant redriven) {}

    /// What a run may use and forgive; failures in items and in percent.
    record Limits(int maxConcurrency, double toleratedFailurePercentage, long toleratedFailureCount) {}

    /// How many items or child executions stand where.
    record Counts(
            long pending,
            long running,
            long succeeded,
            long failed,
            long timedOut,
            long aborted,
            long total,
            long resultsWritten,
            long failuresNotRedrivable,
            long pendingRedrive) {}

    /// A run. @throws dev.sluice.core.Refused `ResourceNotFound`
    MapRun describe(String arn);

    /// The runs of an execution, latest first.
    Page<MapRun> list(String executionArn, Page.Request page);

    /// Changes the limits of a run that is under way; what is null stays.
    void update(
            String arn,
            @Nullable Integer maxConcurrency,
            @Nullable Double toleratedFailurePercentage,
            @Nullable Long toleratedFailureCount);
}
