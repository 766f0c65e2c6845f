package dev.sluice.gateway.stepfunctions;

import dev.sluice.engine.TaskTarget;
import java.time.InstantSource;
import java.util.function.Predicate;

/// What the API needs to know of the rest of the server.
///
/// @param account twelve digits
/// @param runs whether a service integration such as `arn:aws:states:::sqs:sendMessage` can be run; a definition that
///     needs another is refused
/// @param logGroups whether the log group of such an ARN (with or without `:*`) exists
/// @param tasks runs the task of a state that is tested without a mock
/// @param clock tells a tested state the time
public record Surroundings(
        String account,
        String region,
        Predicate<String> runs,
        Predicate<String> logGroups,
        TaskTarget tasks,
        InstantSource clock) {}
