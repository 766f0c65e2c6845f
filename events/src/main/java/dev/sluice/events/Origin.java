package dev.sluice.events;

/// Where a call comes from.
///
/// @param sender the caller's id, which SQS shows as SenderId
/// @param lineage what the call descends from, as a trace header's `Lineage` field says; empty at a beginning
public record Origin(String sender, String lineage) {}
