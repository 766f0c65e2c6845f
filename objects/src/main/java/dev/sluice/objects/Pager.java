package dev.sluice.objects;

import dev.sluice.journal.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Collects one page of an ordered table by index ranges: a common prefix is stepped over by seeking
/// behind it, so that
/// a page costs what is on it and not what lies between.
final class Pager<T> {
    private static final int CHUNK_ROWS = 128;

    private final Source source;
    private final Function<Row, T> reader;
    private final Listing.Query query;
    private final List<T> items = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private Listing.@Nullable Next last;

    /// Where rows come from, ordered by key and then as their kind is.
    interface Source {
        /// Rows from where the seek says on, in order, until the visitor answers false.
        void rows(Seek seek, java.util.function.Predicate<Row> visitor);

        /// The key of a row.
        String key(Row row);

        /// The id of a row within its key.
        String id(Row row);
    }

    /// Where to read on.
    ///
    /// @param from least key
    /// @param behindId within `from`, rows up to this id were seen; null if none were
    /// @param below keys from here on are left out; null for the end
    record Seek(
            String from,
            @Nullable String behindId,
            @Nullable String below,
            int countMax) {}

    Pager(Source source, Function<Row, T> reader, Listing.Query query) {
        this.source = source;
        this.reader = reader;
        this.query = query;
    }

    static <T> Listing<T> page(Source source, Function<Row, T> reader, Listing.Query query) {
        return new Pager<>(source, reader, query).run();
    }

    private Listing<T> run() {
        if (query.countMax() == 0) return new Listing<>(List.of(), List.of(), null);
        String below = Keys.successor(query.prefix()).orElse(null);
        Optional<Seek> seek = start(below);
        while (seek.isPresent()) seek = chunk(seek.get());
        return new Listing<>(items, prefixes, full ? last : null);
    }

    private boolean full;

    private Optional<Seek> start(@Nullable String below) {
        String after = query.after();
        if (after.isEmpty()) return Optional.of(new Seek(query.prefix(), null, below, CHUNK_ROWS));
        Optional<String> rolled = after.startsWith(query.prefix())
                ? Keys.commonPrefix(after, query.prefix(), query.delimiter()).filter(after::equals)
                : Optional.empty();
        if (rolled.isPresent()) return Keys.successor(after).map(from -> new Seek(from, null, below, CHUNK_ROWS));
        if (query.afterId() == null) {
            // The least text after a key is the key with a NUL behind it.
            return Optional.of(new Seek(greater(after + "\0", query.prefix()), null, below, CHUNK_ROWS));
        }
        return Optional.of(new Seek(after, query.afterId(), below, CHUNK_ROWS));
    }

    private static String greater(String one, String other) {
        byte[] a = one.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] b = other.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return java.util.Arrays.compareUnsigned(a, b) >= 0 ? one : other;
    }

    /// What one walk over neighbouring rows has found out.
    private static final class Walk {
        int rows;

        @Nullable
        String behindPrefix;

        @Nullable
        String key;

        String id = "";
    }

    /// Reads neighbouring rows until the page is full, a prefix ends the walk, or the chunk is used up.
    private Optional<Seek> chunk(Seek seek) {
        Walk walk = new Walk();
        source.rows(seek, row -> visit(row, walk));
        if (full) return Optional.empty();
        if (walk.behindPrefix != null)
            return Keys.successor(walk.behindPrefix).map(from -> new Seek(from, null, seek.below(), CHUNK_ROWS));
        if (walk.rows < seek.countMax() || walk.key == null) return Optional.empty();
        return Optional.of(new Seek(walk.key, walk.id, seek.below(), CHUNK_ROWS));
    }

    private boolean visit(Row row, Walk walk) {
        if (items.size() + prefixes.size() >= query.countMax()) {
            full = true;
            return false;
        }
        walk.rows++;
        String key = source.key(row);
        Optional<String> common = Keys.commonPrefix(key, query.prefix(), query.delimiter());
        if (common.isPresent()) {
            prefixes.add(common.get());
            last = new Listing.Next(common.get(), "");
            walk.behindPrefix = common.get();
            return false;
        }
        items.add(reader.apply(row));
        walk.key = key;
        walk.id = source.id(row);
        last = new Listing.Next(key, walk.id);
        return true;
    }
}
