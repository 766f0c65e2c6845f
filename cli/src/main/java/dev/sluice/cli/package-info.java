/// `sluice up | env | demo | check`: reads arguments, prints results, knows nothing else.
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
