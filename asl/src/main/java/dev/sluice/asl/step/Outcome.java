package dev.sluice.asl.step;

/// How an iteration or a map run ended.
public enum Outcome {
    SUCCEEDED,
    FAILED,
    ABORTED
}
