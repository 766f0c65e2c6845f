package dev.sluice.asl.query;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// What an evaluation may know of the world outside its data, handed in so that evaluating stays repeatable.
///
/// @param now the time JSONata's `$now()` and `$millis()` tell; the same throughout one evaluation
/// @param random where `States.UUID`, `States.MathRandom`, `$uuid()` and `$random()` draw from
public record Ambient(Instant now, RandomGenerator random) {}
