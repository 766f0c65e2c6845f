package dev.sluice.server.items;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The lines of a JSON Lines object, each a JSON value; blank lines are passed over.
final class JsonLines implements StreamedItems {
    private final BufferedReader in;
    private long line;

    JsonLines(InputStream bytes) {
        in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable JsonNode read() throws IOException {
        String text = in.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = in.readLine();
            line++;
        }
        if (text == null) return null;
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            throw new Refused("States.ItemReaderFailed", "Line " + line + " is not JSON: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
