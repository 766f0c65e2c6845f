package dev.sluice.asl.step;

/// What an execution knows of itself before it starts.
///
/// @param executionArn the ARN under which callers know it
/// @param stateMachineArn the state machine's ARN without version or alias, as the context object shows it
/// @param region for the history's `TaskScheduled`
public record Identity(
        String executionArn,
        String name,
        String roleArn,
        String stateMachineArn,
        String stateMachineName,
        String region) {}
