package dev.sluice.server.items;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads CSV row by row: quoted fields with doubled quotes and line breaks inside, rows ended by LF, CRLF or CR.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
final class CsvReader {
    /// Characters of one row; a row is an item, and items are bounded by the payload quota.
    static final int ROW_CHARS_MAX = 1 << 20;

    private static final int END = -1;

    private final Reader in;
    private final char delimiter;
    private int ahead = -2;
    private int rowChars;

    /// @param in buffered; the caller closes it
    CsvReader(Reader in, char delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /// The fields of the next row that isn't empty, or null at the end.
    ///
    /// @throws IOException if reading fails or a row is longer than [#ROW_CHARS_MAX]
    @Nullable
    List<String> row() throws IOException {
        while (peek() == '\n' || peek() == '\r') take();
        if (peek() == END) return null;
        rowChars = 0;
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (peek() == delimiter) {
            take();
            fields.add(field());
        }
        endRow();
        return fields;
    }

    private String field() throws IOException {
        StringBuilder field = new StringBuilder();
        if (peek() == '"') quoted(field);
        while (peek() != delimiter && !atRowEnd()) field.append((char) take());
        return field.toString();
    }

    private void quoted(StringBuilder field) throws IOException {
        take();
        while (peek() != END) {
            char next = (char) take();
            if (next != '"') field.append(next);
            else if (peek() == '"') field.append((char) take());
            else return;
        }
    }

    private void endRow() throws IOException {
        if (peek() == '\r') take();
        if (peek() == '\n') take();
    }

    private boolean atRowEnd() throws IOException {
        return peek() == '\n' || peek() == '\r' || peek() == END;
    }

    private int peek() throws IOException {
        if (ahead == -2) ahead = in.read();
        return ahead;
    }

    private int take() throws IOException {
        int taken = peek();
        ahead = -2;
        if (++rowChars > ROW_CHARS_MAX) throw new IOException("A row is longer than " + ROW_CHARS_MAX + " characters");
        return taken;
    }
}
