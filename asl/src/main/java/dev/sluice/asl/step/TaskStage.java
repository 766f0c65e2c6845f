package dev.sluice.asl.step;

/// How far a task had come when it failed; it decides the name of the history event.
public enum TaskStage {
    /// `LambdaFunctionScheduleFailed`, `ActivityScheduleFailed`; for integrations `TaskFailed`.
    SCHEDULE_FAILED,
    /// `TaskStartFailed`, `LambdaFunctionStartFailed`.
    START_FAILED,
    /// `TaskSubmitFailed`.
    SUBMIT_FAILED,
    /// `TaskFailed`, `LambdaFunctionFailed`, `ActivityFailed`.
    FAILED,
    /// `TaskTimedOut`, `LambdaFunctionTimedOut`, `ActivityTimedOut`.
    TIMED_OUT,
    /// As [#TIMED_OUT], for want of a heartbeat.
    HEARTBEAT_TIMED_OUT
}
