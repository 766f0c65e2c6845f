package dev.sluice.logs;

/// One line.
///
/// @param id in the order lines came in
/// @param millis when it happened; `ingestedMillis` when it came in
public record LogLine(long id, String stream, long millis, String message, long ingestedMillis) {}
