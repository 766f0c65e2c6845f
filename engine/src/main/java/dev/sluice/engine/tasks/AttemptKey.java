package dev.sluice.engine.tasks;

/// Names one attempt in the engine.
record AttemptKey(long execution, int entry, int attempt) {}
