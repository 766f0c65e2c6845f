package dev.sluice.asl.step;

import dev.sluice.asl.model.TaskResource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One call of a task, everything evaluated.
///
/// @param parameters the state's evaluated Parameters or Arguments, or its input if it has none
/// @param timeoutSeconds null if the definition sets no limit
/// @param heartbeatSeconds null if the definition asks for no heartbeat
/// @param roleArn the role of the state's Credentials; null for the state machine's own
public record TaskCall(
        TaskResource resource,
        JsonNode parameters,
        @Nullable Long timeoutSeconds,
        @Nullable Long heartbeatSeconds,
        @Nullable String roleArn) {}
