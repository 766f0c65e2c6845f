package dev.sluice.functions;

import java.util.Map;

/// What a user sets on a function; every field has a value.
///
/// @param runtime such as `python3.12`; see [Runtime]
/// @param handler `module.function`, a path inside the code; ignored by `provided` runtimes
/// @param role ARN of the role whose temporary credentials the code gets
/// @param timeoutSeconds 1 to 900, for one invocation
/// @param memoryMegabytes 128 to 10,240
/// @param environment variables added to the process's own
/// @see <a
///     href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">FunctionConfiguration</a>
public record FunctionSettings(
        String runtime,
        String handler,
        String role,
        String description,
        int timeoutSeconds,
        int memoryMegabytes,
        Map<String, String> environment) {
    /// Seconds one invocation may take where the user sets nothing.
    public static final int TIMEOUT_SECONDS_DEFAULT = 3;

    /// Megabytes where the user sets nothing.
    public static final int MEMORY_MEGABYTES_DEFAULT = 128;

    /// Copies the environment.
    public FunctionSettings {
        environment = Map.copyOf(environment);
    }
}
