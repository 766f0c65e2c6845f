/// EventBridge's API over the event buses.
@NullMarked
package dev.sluice.gateway.events;

import org.jspecify.annotations.NullMarked;
