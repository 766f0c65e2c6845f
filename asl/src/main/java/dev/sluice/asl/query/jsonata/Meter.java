package dev.sluice.asl.query.jsonata;

/// What one evaluation has used up. Counting instead of timing makes the bound the same on every machine.
final class Meter {
    /// Nodes evaluated, elements looked at and values compared; about half a second's work.
    static final int STEPS_MAX = 4_000_000;

    /// Characters regular expressions read, backtracking included.
    static final int READS_MAX = 20_000_000;

    /// Bytes of texts and arrays made, whether or not still in use.
    static final long BYTES_MAX = 96L << 20;

    /// Expressions inside expressions being evaluated, calls included; fits the smallest stack a thread gets.
    static final int DEPTH_MAX = 600;

    private static final int ELEMENT_BYTES = 32;

    private int steps;
    private int reads;
    private long bytes;
    private int depth;

    private Meter(int steps, long bytes) {
        this.steps = steps;
        this.bytes = bytes;
    }

    /// For one evaluation.
    static Meter full() {
        return new Meter(0, 0);
    }

    /// For showing one value in a message.
    static Meter scant() {
        return new Meter(STEPS_MAX - 2_000, BYTES_MAX - (32 << 10));
    }

    void step() {
        if (++steps > STEPS_MAX) throw JsonataError.of("D1012");
    }

    void steps(int count) {
        steps += count;
        if (steps > STEPS_MAX || steps < 0) throw JsonataError.of("D1012");
    }

    void read() {
        if (++reads > READS_MAX) throw JsonataError.of("D1012");
    }

    /// Before an array grows. @param count elements it gets
    void elements(long count) {
        bytes(count * ELEMENT_BYTES);
    }

    /// Before a text is made.
    void text(long characters) {
        bytes(2 * characters);
    }

    private void bytes(long count) {
        bytes += count;
        if (bytes > BYTES_MAX || bytes < 0) throw JsonataError.of("U1001");
    }

    void enter() {
        if (++depth > DEPTH_MAX) throw JsonataError.of("D1011");
    }

    void leave() {
        depth--;
    }
}
