package dev.sluice.engine;

import org.jspecify.annotations.Nullable;

/// Answers to tasks that wait for a token, from callbacks and from activity workers.
///
/// All calls refuse with `InvalidToken` what this engine never handed out, and with `TaskTimedOut` a token whose task
/// has ended, timed out or been tried again since. An answer is durable when the call returns.
public interface TaskTokens {
    /// The task succeeded. @param output a JSON text, else `InvalidOutput`
    void succeed(String token, String output);

    /// The task failed.
    void fail(String token, @Nullable String error, @Nullable String cause);

    /// The task is still being worked on: its heartbeat timeout starts anew.
    void heartbeat(String token);
}
