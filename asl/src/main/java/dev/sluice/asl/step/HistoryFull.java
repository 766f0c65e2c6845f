package dev.sluice.asl.step;

/// Ends a turn whose next event would be one too many.
final class HistoryFull extends RuntimeException {
    static final HistoryFull INSTANCE = new HistoryFull();

    private HistoryFull() {
        super("the history is full", null, false, false);
    }
}
