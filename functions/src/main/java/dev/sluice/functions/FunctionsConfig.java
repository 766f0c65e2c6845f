package dev.sluice.functions;

import java.nio.file.Path;
import java.util.Map;

/// What the functions of one Sluice need to know of their surroundings.
///
/// @param directory where code and state live; created if missing
/// @param endpoint what code finds in AWS_ENDPOINT_URL
/// @param processesMax confined processes alive at the same time
/// @param builtIns the functions Sluice brings along, by name
/// @param credentials temporary keys for a role
public record FunctionsConfig(
        Path directory,
        String region,
        String account,
        String endpoint,
        int processesMax,
        Map<String, BuiltInFunction> builtIns,
        RoleCredentials credentials) {
    /// Copies the map.
    public FunctionsConfig {
        builtIns = Map.copyOf(builtIns);
    }

    /// Gives out the temporary keys with which a function's code calls back.
    @FunctionalInterface
    public interface RoleCredentials {
        /// The values of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, unless empty, AWS_SESSION_TOKEN.
        Keys of(String roleArn, String functionName);
    }

    /// Temporary keys.
    public record Keys(String accessKeyId, String secretAccessKey, String sessionToken) {}
}
