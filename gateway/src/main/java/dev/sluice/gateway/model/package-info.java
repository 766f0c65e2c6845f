/// What AWS's service models say of operations, shapes, constraints and errors, as data read at run time.
@NullMarked
package dev.sluice.gateway.model;

import org.jspecify.annotations.NullMarked;
