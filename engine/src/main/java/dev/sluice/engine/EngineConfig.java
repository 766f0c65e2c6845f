package dev.sluice.engine;

import java.nio.file.Path;
import java.time.Duration;

/// How an engine is set up.
///
/// @param directory the engine's own; made if missing
/// @param partitions fixed when the directory is made
/// @param retention how long closed executions are kept
/// @param queuedCommandsMax per partition; past it requests are refused with `ThrottlingException`
/// @param inFlightTasksMax attempts run at the same time; further ones wait
public record EngineConfig(
        Path directory,
        String account,
        String region,
        int partitions,
        Duration retention,
        int queuedCommandsMax,
        int inFlightTasksMax) {

    /// The usual set-up.
    public static EngineConfig of(Path directory, String account, String region) {
        return new EngineConfig(directory, account, region, 64, Duration.ofDays(90), 10_000, 1_000);
    }
}
