package dev.sluice.server.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    @Test
    void rows_end_with_any_line_break_and_blank_lines_are_no_rows() throws IOException {
        assertThat(rows("a,b\r\n\nc,d\re,f\n", ','))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
    }

    @Test
    void quotes_hold_delimiters_line_breaks_and_doubled_quotes() throws IOException {
        assertThat(rows("\"a,\n\"\"b\"\"\",c\n", ',')).containsExactly(List.of("a,\n\"b\"", "c"));
    }

    @Test
    void a_row_of_delimiters_has_empty_fields() throws IOException {
        assertThat(rows("||\n", '|')).containsExactly(List.of("", "", ""));
    }

    @Test
    void a_row_without_end_is_refused_before_it_fills_the_memory() {
        String endless = "\"" + "x".repeat(CsvReader.ROW_CHARS_MAX + 1);
        assertThatThrownBy(() -> rows(endless, ','))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    @Property(tries = 300)
    void what_is_written_with_quotes_is_read_again(@ForAll @Size(min = 1, max = 5) List<List<String>> table)
            throws IOException {
        List<List<String>> rows = table.stream().filter(row -> !row.isEmpty()).toList();
        String text = rows.stream()
                .map(row -> row.stream().map(CsvReaderTest::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        assertThat(rows(text, ',')).isEqualTo(rows);
    }

    @Property(tries = 500)
    void no_text_whatever_breaks_it(@ForAll String text) throws IOException {
        assertThat(rows(text, ',')).allSatisfy(row -> assertThat(row).isNotEmpty());
    }

    private static String quoted(String field) {
        return "\"" + field.replace("\"", "\"\"") + "\"";
    }

    private static List<List<String>> rows(String text, char delimiter) throws IOException {
        CsvReader reader = new CsvReader(new StringReader(text), delimiter);
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row = reader.row(); row != null; row = reader.row()) rows.add(row);
        return rows;
    }
}
