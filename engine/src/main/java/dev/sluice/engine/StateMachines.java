package dev.sluice.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// State machines, their versions, aliases and tags. Every change is durable when the call returns.
///
/// Callers check definitions before they hand them in: what can't be parsed here is refused as `InvalidDefinition`.
/// Refusals carry AWS's codes and texts.
public interface StateMachines {
    /// Creates a machine; the same request again answers the one that is there.
    ///
    /// @throws dev.sluice.core.Refused `StateMachineAlreadyExists` if one of that name differs
    Machine.Created create(Machine.Create request);

    /// Changes a machine; a change of definition, role, logging, tracing or encryption makes a new revision.
    Machine.Updated update(Machine.Update request);

    /// A machine, or the version the ARN names; an alias's ARN answers the version it would start.
    Machine describe(String arn);

    /// The machine as an execution sees it: the revision it was started with.
    ExecutionMachine describeForExecution(String executionArn);

    /// Machines by name.
    Page<Machine.Summary> list(Page.Request page);

    /// Deletes a machine with its versions and aliases; its executions run on. No machine: nothing happens.
    void delete(String arn);

    /// Publishes the present revision as a version; again for the same revision answers the version there is.
    ///
    /// @param revisionId refused as `ConflictException` if it is not the present one
    Machine.Created publish(String arn, @Nullable String revisionId, @Nullable String description);

    /// Versions, newest first.
    Page<Machine.Version> versions(String arn, Page.Request page);

    /// Deletes a version. @throws dev.sluice.core.Refused `ConflictException` while an alias points to it
    void deleteVersion(String versionArn);

    /// Creates an alias; the same again answers the one that is there.
    Machine.Alias createAlias(String name, @Nullable String description, List<Machine.Route> routes);

    /// Changes an alias; what is null stays.
    Instant updateAlias(String aliasArn, @Nullable String description, @Nullable List<Machine.Route> routes);

    /// An alias. @throws dev.sluice.core.Refused `ResourceNotFound`
    Machine.Alias describeAlias(String aliasArn);

    /// A machine's or a version's aliases, oldest first.
    Page<Machine.Alias> aliases(String arn, Page.Request page);

    /// Deletes an alias. @throws dev.sluice.core.Refused `ResourceNotFound`
    void deleteAlias(String aliasArn);

    /// Adds tags to a machine or an activity, replacing values of keys already there.
    void tag(String resourceArn, Map<String, String> tags);

    /// Takes tags away; keys that aren't there don't matter.
    void untag(String resourceArn, List<String> keys);

    /// The tags of a machine or an activity, by key.
    Map<String, String> tags(String resourceArn);

    /// What DescribeStateMachineForExecution answers beyond the machine itself.
    ///
    /// @param mapRunArn null unless the execution is a child of a map run
    /// @param label of the Map state the execution is a child of; null for other executions
    record ExecutionMachine(
            Machine machine,
            @Nullable String mapRunArn,
            @Nullable String label) {}
}
