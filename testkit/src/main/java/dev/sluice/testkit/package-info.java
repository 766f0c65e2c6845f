/// Runs a state machine in milliseconds: [dev.sluice.testkit.Machine] is where to begin.
///
/// The interpreter is the server's. Time is virtual, randomness repeats, tasks answer as their scripts say; nothing
/// is called and nothing sleeps.
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
