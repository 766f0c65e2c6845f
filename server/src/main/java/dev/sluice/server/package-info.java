/// The one place that knows everything: configuration, starting and stopping, and the arrows between the stages.
@NullMarked
package dev.sluice.server;

import org.jspecify.annotations.NullMarked;
