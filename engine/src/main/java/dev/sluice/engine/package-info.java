/// Runs state machines so that they survive any crash: the facade other modules call, and the few interfaces through
/// which work leaves the engine. Start reading at [dev.sluice.engine.Engine].
@NullMarked
package dev.sluice.engine;

import org.jspecify.annotations.NullMarked;
