package dev.sluice.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One attempt of a task.
///
/// @param resource the Task state's Resource with everything after it, such as
///     `arn:aws:states:::sqs:sendMessage.waitForTaskToken`
/// @param parameters the task's input after Parameters or Arguments; the token is already in it
/// @param idempotencyKey the same for every run of this attempt, another for every other attempt
/// @param roleArn the role the task acts with: that of the state's Credentials, else the machine's
/// @param taskToken null unless the resource waits for one
/// @param timeout how long the attempt may take; null for no limit of its own
public record TaskRequest(
        String resource,
        JsonNode parameters,
        String idempotencyKey,
        String executionArn,
        String stateMachineArn,
        String stateName,
        String roleArn,
        @Nullable String taskToken,
        @Nullable Duration timeout,
        Lineage lineage) {}
