package dev.sluice.asl.model;

import dev.sluice.asl.query.ReferencePath;
import org.jspecify.annotations.Nullable;

/// A ResultPath.
///
/// @param path where in the input the result goes; null means the result is dropped
public record Placement(@Nullable ReferencePath path) {}
