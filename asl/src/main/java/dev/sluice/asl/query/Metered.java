package dev.sluice.asl.query;

/// A text that reports each character read: `java.util.regex` can't be interrupted, but it must read to backtrack.
final class Metered implements CharSequence {
    private final String text;
    private final Runnable onRead;

    Metered(String text, Runnable onRead) {
        this.text = text;
        this.onRead = onRead;
    }

    @Override
    public char charAt(int index) {
        onRead.run();
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
