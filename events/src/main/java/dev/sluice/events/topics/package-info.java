/// SNS: topics that hand each message to everyone who subscribed.
@NullMarked
package dev.sluice.events.topics;

import org.jspecify.annotations.NullMarked;
