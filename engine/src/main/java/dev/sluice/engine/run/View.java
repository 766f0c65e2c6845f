package dev.sluice.engine.run;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An execution as it stood at one moment.
///
/// @param stoppedMillis 0 while it runs
/// @param output null unless it succeeded
/// @param failure null while it runs and if it succeeded
public record View(
        Header header,
        ExecutionStatus status,
        long startedMillis,
        long stoppedMillis,
        String inputText,
        @Nullable JsonNode output,
        @Nullable Failure failure,
        int redrives,
        long redrivenMillis) {}
