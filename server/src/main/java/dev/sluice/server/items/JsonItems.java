package dev.sluice.server.items;

import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The elements of a JSON array, or of the array an ItemsPointer names in a JSON object.
///
/// The whole text is read at once, as AWS's limit on such files allows.
final class JsonItems implements StreamedItems {
    /// Bytes of a JSON file with an array; larger data come as CSV or JSON Lines, which are read row by row.
    static final int BYTES_MAX = 64 << 20;

    private final Iterator<JsonNode> elements;

    JsonItems(InputStream bytes, JsonNode config) throws IOException {
        byte[] text = bytes.readNBytes(BYTES_MAX + 1);
        if (text.length > BYTES_MAX) throw failed("The file is larger than " + BYTES_MAX + " bytes.");
        JsonNode array = parse(text).at(config.path("ItemsPointer").asString(""));
        if (!array.isArray()) throw failed("Attempting to map over non-iterable node.");
        elements = array.iterator();
    }

    @Override
    public @Nullable JsonNode read() {
        return elements.hasNext() ? elements.next() : null;
    }

    @Override
    public void close() {}

    private static JsonNode parse(byte[] text) {
        try {
            return Json.parse(text);
        } catch (MalformedJson e) {
            throw failed("The file could not be parsed as JSON: " + e.getMessage());
        }
    }

    private static Refused failed(String cause) {
        return new Refused("States.ItemReaderFailed", cause);
    }
}
