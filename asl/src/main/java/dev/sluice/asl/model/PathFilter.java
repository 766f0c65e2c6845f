package dev.sluice.asl.model;

import dev.sluice.asl.query.JsonPath;
import org.jspecify.annotations.Nullable;

/// An InputPath or OutputPath.
///
/// @param path what to keep; null means nothing, so an empty object
public record PathFilter(@Nullable JsonPath path) {}
