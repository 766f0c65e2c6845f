package dev.sluice.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Starting, watching and ending executions. A start or a stop is durable when the call returns.
///
/// Every call may be refused with `ThrottlingException` ("Rate exceeded") when the engine has more work than it takes.
public interface Executions {
    /// Starts an execution and answers at once. The same name with the same input while it
    /// runs answers the running one.
    ///
    /// @throws dev.sluice.core.Refused `ExecutionAlreadyExists`, `InvalidExecutionInput`,
    /// `StateMachineDoesNotExist`, …
    Execution.Started start(Execution.Start request);

    /// Runs an Express execution in memory and answers when it has ended, five minutes at most.
    ///
    /// @throws dev.sluice.core.Refused `StateMachineTypeNotSupported` for a Standard machine
    Execution.Finished startSync(Execution.Start request);

    /// An execution. @throws dev.sluice.core.Refused `ExecutionDoesNotExist`
    Execution describe(String arn);

    /// Ends a running execution; one that has ended already stays as it is.
    ///
    /// @return when it stopped
    Instant stop(String arn, @Nullable String error, @Nullable String cause);

    /// Runs a failed, aborted or timed out Standard execution again from where it stopped.
    ///
    /// @return when it was redriven
    Instant redrive(String arn, @Nullable String clientToken);

    /// Executions, latest start first.
    Page<Execution.Summary> list(Execution.Filter filter, Page.Request page);

    /// A part of an execution's history.
    ///
    /// @param reverse latest event first
    Page<HistoryEvent> history(String arn, Page.Request page, boolean reverse);
}
