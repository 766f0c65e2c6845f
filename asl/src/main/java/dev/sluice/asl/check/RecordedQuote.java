package dev.sluice.asl.check;

/// Quotes a text the way the recorded refusals of labels do: in single quotes, in double quotes if it has single ones
/// only, with `\\`, `\n`, `\r`, `\t` and `\x00` for what can't be shown.
final class RecordedQuote {
    private RecordedQuote() {}

    static String quote(String text) {
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(mark);
        text.codePoints().forEach(character -> append(quoted, character, mark));
        return quoted.append(mark).toString();
    }

    private static void append(StringBuilder quoted, int character, char mark) {
        switch (character) {
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case '\\' -> quoted.append("\\\\");
            default -> {
                if (character == mark) quoted.append('\\').append(mark);
                else if (Character.isISOControl(character) || character == 0xa0 || character == 0xad) {
                    quoted.append(String.format("\\x%02x", character));
                } else {
                    quoted.appendCodePoint(character);
                }
            }
        }
    }
}
