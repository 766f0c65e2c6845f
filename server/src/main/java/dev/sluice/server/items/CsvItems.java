package dev.sluice.server.items;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows of a CSV object, each an object of texts by header. Missing fields are empty, surplus ones left out.
final class CsvItems implements StreamedItems {
    private static final Map<String, Character> DELIMITERS =
            Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

    private final BufferedReader in;
    private final CsvReader rows;
    private final List<String> headers;

    CsvItems(InputStream bytes, JsonNode config) throws IOException {
        in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        char delimiter = DELIMITERS.getOrDefault(config.path("CSVDelimiter").asString("COMMA"), ',');
        rows = new CsvReader(in, delimiter);
        headers = config.path("CSVHeaderLocation").asString("").equals("GIVEN") ? given(config) : first();
    }

    @Override
    public @Nullable JsonNode read() throws IOException {
        List<String> row = rows.row();
        if (row == null) return null;
        // AWS prints a row's fields in the order of Java's HashMap, and recorded answers show it.
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) fields.put(headers.get(i), i < row.size() ? row.get(i) : "");
        ObjectNode item = Json.object();
        fields.forEach(item::put);
        return item;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private List<String> first() throws IOException {
        List<String> row = rows.row();
        if (row == null) throw new Refused("States.ItemReaderFailed", "The CSV file has no header row.");
        return row;
    }

    private static List<String> given(JsonNode config) {
        List<String> headers = new ArrayList<>();
        config.path("CSVHeaders").forEach(header -> headers.add(header.asString()));
        return headers;
    }
}
