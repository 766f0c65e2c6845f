package dev.sluice.asl.step;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Shows facts as AWS's GetExecutionHistory does.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">API</a>
public final class History {
    private History() {}

    /// The history event, its `timestamp` in seconds with decimals; empty for a hidden fact.
    ///
    /// @param identity of the execution, for its role and region
    /// @param includeData whether inputs and outputs are shown
    public static Optional<ObjectNode> render(Event event, Identity identity, boolean includeData) {
        return Optional.empty();
    }
}
