/// How attempts are carried out: through the task target, by activity workers, by other executions; and the tokens
/// with which their results come back.
@NullMarked
package dev.sluice.engine.tasks;

import org.jspecify.annotations.NullMarked;
