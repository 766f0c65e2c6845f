package dev.sluice.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution as DescribeExecution answers it.
///
/// @param input the text it was started with, exactly
/// @param output null unless it succeeded
/// @param stopped null while it runs
/// @param versionArn null unless started through a version or an alias
/// @param mapRunArn null unless it is a child of a map run
/// @param error null unless it failed, was aborted with one or timed out with one
public record Execution(
        String arn,
        String name,
        String stateMachineArn,
        Status status,
        Instant started,
        @Nullable Instant stopped,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        @Nullable String versionArn,
        @Nullable String aliasArn,
        @Nullable String mapRunArn,
        @Nullable String traceHeader,
        Redrive redrive) {

    /// Where an execution stands.
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED,
        PENDING_REDRIVE
    }

    /// How often it was redriven and whether it could be again.
    ///
    /// @param status `REDRIVABLE`, `NOT_REDRIVABLE` or `REDRIVABLE_BY_MAP_RUN`
    /// @param reason why not, in AWS's words; null where it could be
    public record Redrive(
            int count,
            @Nullable Instant last,
            String status,
            @Nullable String reason) {}

    /// A request to start.
    ///
    /// @param stateMachineArn of a machine, a version or an alias
    /// @param name null for a fresh one
    /// @param input a JSON text; null means `{}`
    public record Start(
            String stateMachineArn,
            @Nullable String name,
            @Nullable String input,
            @Nullable String traceHeader,
            Lineage lineage) {}

    /// The answer to a start.
    public record Started(String arn, Instant started) {}

    /// How a synchronous Express execution ended.
    ///
    /// @param billedMillis as AWS bills: rounded up to 100
    /// @param billedMegabytes as AWS bills: rounded up to 64
    public record Finished(Execution execution, long billedMillis, int billedMegabytes) {}

    /// A line of ListExecutions.
    ///
    /// @param itemCount null unless it is a child of a map run
    public record Summary(
            String arn,
            String name,
            String stateMachineArn,
            Status status,
            Instant started,
            @Nullable Instant stopped,
            @Nullable String versionArn,
            @Nullable String aliasArn,
            @Nullable String mapRunArn,
            @Nullable Integer itemCount,
            int redriveCount,
            @Nullable Instant redriven) {}

    /// Which executions are wanted. Exactly one of the ARNs is given.
    ///
    /// @param stateMachineArn of a machine, a version or an alias
    /// @param status null for any
    /// @param redriven true for those redriven at least once, false for those never, null for any
    public record Filter(
            @Nullable String stateMachineArn,
            @Nullable String mapRunArn,
            @Nullable Status status,
            @Nullable Boolean redriven) {}
}
