package dev.sluice.server.items;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Items read off a stream as they are asked for.
interface StreamedItems extends AutoCloseable {
    /// The next item, or null at the end.
    @Nullable
    JsonNode read() throws IOException;

    @Override
    void close() throws IOException;
}
