/// SQS: queues that hold messages until somebody has dealt with them.
@NullMarked
package dev.sluice.events.queues;

import org.jspecify.annotations.NullMarked;
