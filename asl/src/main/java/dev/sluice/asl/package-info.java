/// The Amazon States Language, without I/O: `check` says what is wrong with a definition, `model` is one that is right,
/// `query` evaluates its paths, intrinsic functions and JSONata, `step` runs it.
@NullMarked
package dev.sluice.asl;

import org.jspecify.annotations.NullMarked;
