package dev.sluice.engine;

import dev.sluice.core.Ids;
import java.time.InstantSource;

/// What an engine needs from outside.
public record EnginePorts(
        TaskTarget tasks, ItemSource items, ExecutionLog log, StatusChanges changes, InstantSource clock, Ids ids) {}
