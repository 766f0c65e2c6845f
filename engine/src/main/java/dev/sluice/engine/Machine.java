package dev.sluice.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A state machine as it stands at one revision.
///
/// @param arn as it was asked for: of the machine, or of a version
/// @param revisionId null until the first update, as AWS answers `INITIAL` by leaving it out
/// @param description the version's description; null for a machine
/// @param updated when this revision was made
public record Machine(
        String arn,
        String name,
        Type type,
        Settings settings,
        Instant created,
        Instant updated,
        @Nullable String revisionId,
        @Nullable String description) {

    /// How a machine's executions are kept.
    public enum Type {
        STANDARD,
        EXPRESS
    }

    /// What an update may change.
    ///
    /// @param definition the definition's text, exactly as given
    /// @param encryption AWS's EncryptionConfiguration, null if none was given
    public record Settings(
            String definition,
            String roleArn,
            Logging logging,
            boolean tracing,
            @Nullable JsonNode encryption) {}

    /// Where executions are logged and how much of them.
    ///
    /// @param destinations ARNs of log groups; null if the caller named no list
    public record Logging(
            Level level,
            boolean includeExecutionData,
            @Nullable List<String> destinations) {
        /// No logging.
        public static final Logging OFF = new Logging(Level.OFF, false, null);
    }

    /// The least severe kind of history event that is logged.
    public enum Level {
        ALL,
        ERROR,
        FATAL,
        OFF
    }

    /// A request to create. @param versionDescription only with publish
    public record Create(
            String name,
            Type type,
            Settings settings,
            boolean publish,
            @Nullable String versionDescription,
            Map<String, String> tags) {}

    /// The answer to a create or a publish. @param versionArn null unless one was published
    public record Created(String arn, @Nullable String versionArn, Instant created) {}

    /// A request to update; what is null stays as it is.
    public record Update(
            String arn,
            @Nullable String definition,
            @Nullable String roleArn,
            @Nullable Logging logging,
            @Nullable Boolean tracing,
            @Nullable JsonNode encryption,
            boolean publish,
            @Nullable String versionDescription) {}

    /// The answer to an update. @param revisionId null while the machine is still at its first revision
    public record Updated(
            Instant updated,
            @Nullable String revisionId,
            @Nullable String versionArn) {}

    /// A line of a list of machines.
    public record Summary(String arn, String name, Type type, Instant created) {}

    /// A line of a list of versions.
    public record Version(String arn, Instant created) {}

    /// A name that stands for one version or divides starts between two.
    ///
    /// @param updated null until the first update
    public record Alias(
            String arn,
            String name,
            @Nullable String description,
            List<Route> routes,
            Instant created,
            @Nullable Instant updated) {}

    /// A version's share of an alias's starts. @param weight percent
    public record Route(String versionArn, int weight) {}
}
