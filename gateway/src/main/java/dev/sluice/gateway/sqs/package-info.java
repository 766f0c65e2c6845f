/// SQS's API over the queues.
@NullMarked
package dev.sluice.gateway.sqs;

import org.jspecify.annotations.NullMarked;
