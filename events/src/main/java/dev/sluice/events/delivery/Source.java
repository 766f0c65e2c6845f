package dev.sluice.events.delivery;

import dev.sluice.core.Ids;
import java.time.InstantSource;

/// Where time and ids come from.
public record Source(InstantSource clock, Ids ids) {}
