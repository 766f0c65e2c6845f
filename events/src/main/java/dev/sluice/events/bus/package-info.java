/// EventBridge: buses whose rules send the events they match to targets.
@NullMarked
package dev.sluice.events.bus;

import org.jspecify.annotations.NullMarked;
