/// Topics, queues and the event bus: what SNS, SQS and EventBridge answer, as plain calls from JSON to JSON.
@NullMarked
package dev.sluice.events;

import org.jspecify.annotations.NullMarked;
