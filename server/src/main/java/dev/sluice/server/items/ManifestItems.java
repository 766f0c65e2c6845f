package dev.sluice.server.items;

import dev.sluice.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows of the gzipped CSV files that an S3 Inventory manifest lists.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html">Manifest</a>
final class ManifestItems implements StreamedItems {
    private final String bucket;
    private final ObjectNode csv = Json.object();
    private final Iterator<JsonNode> files;
    private final Function<JsonNode, ? extends InputStream> opener;
    private @Nullable CsvItems current;

    /// @param opener opens the object of a `Bucket` and a `Key`
    ManifestItems(InputStream manifest, Function<JsonNode, ? extends InputStream> opener) throws IOException {
        JsonNode json = Json.parse(manifest.readNBytes(JsonItems.BYTES_MAX));
        String destination = json.path("destinationBucket").asString("");
        this.bucket = destination.substring(destination.lastIndexOf(':') + 1);
        List<JsonNode> all = new ArrayList<>();
        json.path("files").forEach(all::add);
        this.files = all.iterator();
        this.opener = opener;
        csv.put("CSVHeaderLocation", "GIVEN");
        var headers = csv.putArray("CSVHeaders");
        for (String header : json.path("fileSchema").asString("").split("\\s*,\\s*")) headers.add(header);
    }

    @Override
    public @Nullable JsonNode read() throws IOException {
        while (true) {
            if (current == null) {
                if (!files.hasNext()) return null;
                String key = files.next().path("key").asString("");
                InputStream packed = opener.apply(Json.object("Bucket", bucket, "Key", key));
                current = new CsvItems(new GZIPInputStream(packed), csv);
            }
            JsonNode row = current.read();
            if (row != null) return row;
            current.close();
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) current.close();
    }
}
