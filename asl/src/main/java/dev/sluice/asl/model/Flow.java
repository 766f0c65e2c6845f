package dev.sluice.asl.model;

import java.util.Map;

/// States that hang together: a machine's, a branch's or an item processor's.
///
/// @param states by name, in the definition's order
public record Flow(String startAt, Map<String, State> states) {}
