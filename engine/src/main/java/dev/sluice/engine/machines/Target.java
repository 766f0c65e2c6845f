package dev.sluice.engine.machines;

import org.jspecify.annotations.Nullable;

/// What an ARN given to StartExecution stands for.
///
/// @param versionArn null if the machine itself was named
/// @param aliasArn null unless an alias was named
public record Target(
        Revision revision,
        @Nullable String versionArn,
        @Nullable String aliasArn) {}
