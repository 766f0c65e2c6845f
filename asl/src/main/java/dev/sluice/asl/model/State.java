package dev.sluice.asl.model;

/// One state.
public interface State {
    /// Unique within its machine.
    String name();
}
