/// The expression language: reading it, checking it, evaluating it. Pure: no storage, no clock.
@NullMarked
package dev.sluice.tables.expression;

import org.jspecify.annotations.NullMarked;
