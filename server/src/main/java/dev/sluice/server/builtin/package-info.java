/// The functions Sluice brings along.
@NullMarked
package dev.sluice.server.builtin;

import org.jspecify.annotations.NullMarked;
