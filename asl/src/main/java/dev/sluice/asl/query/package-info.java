/// The data side of the Amazon States Language: what a field's path, intrinsic call, template or JSONata expression
/// makes of a state's data. Pure: time and randomness arrive in [Ambient], nothing here opens, waits or logs.
///
/// Everything is compiled once (`compile`, which throws [InvalidQuery]) and evaluated often and from any thread
/// (`read`, `evaluate`, which throw [QueryFailure]).
@NullMarked
package dev.sluice.asl.query;

import org.jspecify.annotations.NullMarked;
