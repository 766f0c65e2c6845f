/// The durable core: partitions decide, the committer records, then effects are released and projections follow.
///
/// [Partition] holds no thread and reads no clock, so a simulator can drive it step by step; [PartitionLoop],
/// [Committer] and [Projector] are the threads around it.
@NullMarked
package dev.sluice.engine.run;

import org.jspecify.annotations.NullMarked;
