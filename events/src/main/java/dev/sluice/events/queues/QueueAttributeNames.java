package dev.sluice.events.queues;

import java.util.List;
import java.util.Set;

/// The names GetQueueAttributes knows.
final class QueueAttributeNames {
    /// Answered with their defaults where they weren't set.
    static final List<String> DEFAULTED = List.of(
            QueueAttributes.VISIBILITY,
            QueueAttributes.SIZE,
            QueueAttributes.RETENTION,
            QueueAttributes.DELAY,
            QueueAttributes.WAIT,
            "SqsManagedSseEnabled");

    /// The same for FIFO queues.
    static final List<String> FIFO_DEFAULTED =
            List.of(QueueAttributes.CONTENT_DEDUPLICATION, "DeduplicationScope", "FifoThroughputLimit");

    /// All others, absent until they are set.
    static final Set<String> KNOWN = Set.of(
            "Policy",
            QueueAttributes.REDRIVE,
            "RedriveAllowPolicy",
            QueueAttributes.FIFO,
            QueueAttributes.CONTENT_DEDUPLICATION,
            "DeduplicationScope",
            "FifoThroughputLimit",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds");

    private QueueAttributeNames() {}
}
