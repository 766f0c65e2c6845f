package dev.sluice.server.items;

import dev.sluice.core.Refused;
import dev.sluice.engine.ItemSource;
import dev.sluice.objects.Attributes;
import dev.sluice.objects.Body;
import dev.sluice.objects.Condition;
import dev.sluice.objects.NewObject;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectVersion;
import dev.sluice.objects.Origin;
import dev.sluice.objects.Payload;
import dev.sluice.objects.Range;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads items out of this server's buckets and writes results into them.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
public final class ObjectItems implements ItemSource {
    private final ObjectStore store;
    private final Origin self;

    /// @param self who writes results
    public ObjectItems(ObjectStore store, Origin self) {
        this.store = store;
        this.self = self;
    }

    @Override
    public Items open(Reader reader) {
        long itemsMax = reader.config().path("MaxItems").asLong(0);
        return new Bounded(opened(reader), itemsMax == 0 ? Long.MAX_VALUE : itemsMax);
    }

    @Override
    public void write(Writer writer, String key, byte[] json) {
        Attributes attributes = Attributes.NONE.withMetadata(Map.of("content-type", "application/json"), Map.of());
        NewObject object = new NewObject(
                writer.parameters().path("Bucket").asString(""), key, "STANDARD", attributes, Condition.NONE, "Put");
        try {
            store.objects().put(object, Payload.of(new ByteArrayInputStream(json)), self);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused refused) {
            throw new Refused("States.ResultWriterFailed", refused.text());
        }
    }

    private StreamedItems opened(Reader reader) {
        try {
            if (reader.resource().endsWith(":s3:listObjectsV2")) {
                return new ListedItems(store.listings(), reader.parameters());
            }
            if (!reader.resource().endsWith(":s3:getObject")) {
                throw new Refused("States.ItemReaderFailed", "No reader for " + reader.resource());
            }
            return parsed(content(reader.parameters()), reader.config());
        } catch (IOException e) {
            throw new Refused("States.ItemReaderFailed", String.valueOf(e.getMessage()));
        } catch (Refused refused) {
            throw asReaderFailure(refused);
        }
    }

    private StreamedItems parsed(Body content, JsonNode config) throws IOException {
        return switch (config.path("InputType").asString("")) {
            case "CSV" -> new CsvItems(content, config);
            case "JSON" -> new JsonItems(content, config);
            case "JSONL" -> new JsonLines(content);
            case "MANIFEST" -> new ManifestItems(content, this::content);
            case String other ->
                throw new Refused("States.ItemReaderFailed", "Items of type " + other + " can't be read here.");
        };
    }

    private Body content(JsonNode parameters) {
        String bucket = parameters.path("Bucket").asString("");
        String key = parameters.path("Key").asString("");
        String versionId = parameters.path("VersionId").asString("");
        ObjectVersion version = store.objects()
                .find(bucket, key, versionId.isEmpty() ? null : versionId)
                .filter(found -> !found.marker())
                .orElseThrow(() -> new Refused("NoSuchKey", "The specified key does not exist."));
        boolean sealed = version.attributes().encryption().equals(Attributes.AES256);
        return store.objects().open(version, Range.whole(version.size()), sealed ? store.ownSealing() : null);
    }

    private Refused asReaderFailure(Refused refused) {
        if (refused.code().startsWith("States.")) return refused;
        String id = self.requestId();
        return new Refused(
                "States.ItemReaderFailed",
                refused.text() + " (Service: S3, Status Code: 404, Request ID: " + id + ", Extended Request ID: " + id
                        + ")");
    }

    /// Items up to a number.
    private static final class Bounded implements Items {
        private final StreamedItems items;
        private long left;

        Bounded(StreamedItems items, long itemsMax) {
            this.items = items;
            this.left = itemsMax;
        }

        @Override
        public @Nullable JsonNode next() {
            if (left-- <= 0) return null;
            try {
                return items.read();
            } catch (IOException e) {
                throw new Refused("States.ItemReaderFailed", String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() {
            try {
                items.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
