package dev.sluice.asl.step;

/// Makes the task token of one attempt: the same arguments always give the same token.
@FunctionalInterface
public interface TokenMinter {
    /// The token for `$$.Task.Token`.
    ///
    /// @param entry the id of the event with which the state was entered
    String mint(String executionArn, int entry, int attempt);
}
