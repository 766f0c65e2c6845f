/// JSONata, evaluated directly on Jackson trees under hard bounds.
///
/// The language and its error codes are those of the reference implementation, jsonata.js 2; the evaluator is Sluice's
/// own because no library could be stopped: here each step, each byte made and each character a regular expression
/// reads
/// is counted, and the count is the bound. So a hostile expression ends the same way on every machine, without a clock
/// and without a thread to kill.
///
/// Undefined is Java's null, JSON's null is Jackson's. Every other value is a [tools.jackson.databind.JsonNode]; arrays
/// that came out of a query are [dev.sluice.asl.query.jsonata.Sequence]s and functions are
/// [dev.sluice.asl.query.jsonata.Fn]s, both of which are nodes too, so input data is used as it is, never converted.
///
/// @see <a href="https://docs.jsonata.org/">JSONata documentation</a>
@NullMarked
package dev.sluice.asl.query.jsonata;

import org.jspecify.annotations.NullMarked;
