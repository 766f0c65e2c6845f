/// What a state machine is, read from a definition that the checker has already accepted.
@NullMarked
package dev.sluice.asl.model;

import org.jspecify.annotations.NullMarked;
