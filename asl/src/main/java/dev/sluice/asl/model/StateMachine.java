package dev.sluice.asl.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A state machine, its expressions compiled. Immutable; one instance serves all its executions.
///
/// @param flow the top-level states
/// @param timeoutSeconds the definition's `TimeoutSeconds`; null without
public record StateMachine(Flow flow, @Nullable Long timeoutSeconds) {

    /// Reads a definition that the checker has accepted.
    ///
    /// @throws dev.sluice.asl.query.InvalidQuery if an expression in it can't be compiled
    public static StateMachine parse(JsonNode definition) {
        return MachineParser.parse(definition);
    }
}
