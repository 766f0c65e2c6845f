package dev.sluice.engine;

import dev.sluice.engine.local.LocalEngine;

/// Runs executions durably: what it has acknowledged survives any crash, and a recorded effect is never repeated.
///
/// Close it to stop: running tasks are interrupted and run again at the next start.
public interface Engine extends AutoCloseable {
    /// Opens or makes the data directory, recovers what was under way, and goes on with it.
    static Engine open(EngineConfig config, EnginePorts ports) {
        return LocalEngine.open(config, ports);
    }

    /// State machines, versions, aliases, tags.
    StateMachines machines();

    /// Executions and their histories.
    Executions executions();

    /// Answers to waiting tasks.
    TaskTokens tokens();

    /// Tasks done by polling workers.
    Activities activities();

    /// Runs of distributed Map states.
    MapRuns mapRuns();

    @Override
    void close();
}
