package dev.sluice.conformance;

/// What became of a case.
///
/// @param detail the first difference or what went wrong; empty if it passed
record Verdict(Recording recording, Outcome outcome, String detail, long millis) {
    enum Outcome {
        PASSED,
        FAILED,
        /// Nothing in the recording can be compared.
        SKIPPED
    }
}
