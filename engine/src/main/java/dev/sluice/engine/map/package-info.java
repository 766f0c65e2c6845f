/// Distributed Maps: each item, or batch of items, is an execution of its own; a map run starts them, a bounded number
/// at a time, counts how they end and brings their results together.
@NullMarked
package dev.sluice.engine.map;

import org.jspecify.annotations.NullMarked;
