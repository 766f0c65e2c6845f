package dev.sluice.tables.expression;

import dev.sluice.tables.value.Value;

/// One change of an update.
sealed interface Action {
    /// What is changed.
    Path path();

    /// Assigns a value.
    record Put(Path path, Operand operand) implements Action {}

    /// Takes a value away.
    record Remove(Path path) implements Action {}

    /// Adds to a number or to a set.
    record Add(Path path, Value value) implements Action {}

    /// Takes members out of a set.
    record Delete(Path path, Value.Group value) implements Action {}
}
