package dev.sluice.engine;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what a distributed Map runs over and keeps what came of it: the ItemReader and the ResultWriter.
public interface ItemSource {
    /// Opens the items. Reading the same source again gives the same items in the same order.
    ///
    /// @throws dev.sluice.core.Refused such as `States.ItemReaderFailed` with AWS's cause
    Items open(Reader reader);

    /// Writes one object of the ResultWriter's destination; the same key again replaces it.
    void write(Writer writer, String key, byte[] json);

    /// Items in order. Used by one thread.
    interface Items extends AutoCloseable {
        /// The next item, or null at the end.
        @Nullable
        JsonNode next();

        @Override
        void close();
    }

    /// An ItemReader with its expressions evaluated.
    ///
    /// @param config the ReaderConfig, an empty object if there is none
    record Reader(String resource, JsonNode parameters, JsonNode config, String roleArn) {}

    /// A ResultWriter with its expressions evaluated.
    record Writer(String resource, JsonNode parameters, String roleArn) {}
}
