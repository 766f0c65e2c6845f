/// Messages on their way out: attempts, pauses and dead letters that survive a restart.
@NullMarked
package dev.sluice.events.delivery;

import org.jspecify.annotations.NullMarked;
