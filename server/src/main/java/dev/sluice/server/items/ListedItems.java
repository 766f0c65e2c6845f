package dev.sluice.server.items;

import dev.sluice.core.Json;
import dev.sluice.objects.Listing;
import dev.sluice.objects.Listings;
import dev.sluice.objects.ObjectVersion;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects of a bucket below a prefix, page by page, as ListObjectsV2 answers them.
final class ListedItems implements StreamedItems {
    private final Listings listings;
    private final String bucket;
    private final String prefix;
    private final Queue<ObjectVersion> page = new ArrayDeque<>();
    private String after;
    private boolean ended;

    ListedItems(Listings listings, JsonNode parameters) {
        this.listings = listings;
        this.bucket = parameters.path("Bucket").asString("");
        this.prefix = parameters.path("Prefix").asString("");
        this.after = parameters.path("StartAfter").asString("");
        fetch();
    }

    @Override
    public @Nullable JsonNode read() {
        if (page.isEmpty() && !ended) fetch();
        ObjectVersion next = page.poll();
        return next == null ? null : item(next);
    }

    @Override
    public void close() {}

    private void fetch() {
        Listing<ObjectVersion> listing =
                listings.objects(bucket, new Listing.Query(prefix, "", after, null, Listings.PAGE_ITEMS_MAX));
        page.addAll(listing.items());
        Listing.Next next = listing.next();
        ended = next == null;
        if (next != null) after = next.key();
    }

    private static JsonNode item(ObjectVersion version) {
        ObjectNode item = Json.object("Etag", "\"" + version.etag() + "\"", "Key", version.key());
        item.put("LastModified", version.modified().getEpochSecond());
        return item.put("Size", version.size()).put("StorageClass", version.storageClass());
    }
}
