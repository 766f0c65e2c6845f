/// The pure interpreter: an execution, a signal from the outside world, and the facts and wishes that follow from it.
///
/// [dev.sluice.asl.step.Interpreter#advance] decides; [dev.sluice.asl.step.Execution#apply] is the only place state
/// changes. Replaying an execution's events through `apply` gives the same state without evaluating an expression.
@NullMarked
package dev.sluice.asl.step;

import org.jspecify.annotations.NullMarked;
