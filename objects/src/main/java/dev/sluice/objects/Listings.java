package dev.sluice.objects;

import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lists of a bucket's objects and versions, in the order of their keys. Safe for many threads.
public final class Listings {
    /// Items and prefixes on one page.
    public static final int PAGE_ITEMS_MAX = 1000;

    private static final String END = "\uDBFF\uDFFF".repeat(Objects.KEY_BYTES_MAX / 4 + 1);

    private final Database database;

    Listings(Database database) {
        this.database = database;
    }

    /// A page of the current objects. @throws dev.sluice.core.Refused `NoSuchBucket`
    public Listing<ObjectVersion> objects(String bucket, Listing.Query query) {
        return database.read(tx -> {
            Buckets.require(tx, bucket);
            return Pager.page(new Current(tx, bucket), Rows::version, query);
        });
    }

    /// A page of all versions and delete markers, newest first within a key.
    ///
    /// @throws dev.sluice.core.Refused `NoSuchBucket`
    public Listing<ObjectVersion> versions(String bucket, Listing.Query query) {
        return database.read(tx -> {
            Buckets.require(tx, bucket);
            return Pager.page(new All(tx, bucket), Rows::version, query);
        });
    }

    static String end(@Nullable String below) {
        return below == null ? END : below;
    }

    private record Current(Tx tx, String bucket) implements Pager.Source {
        private static final String SQL = "SELECT " + Rows.VERSION_COLUMNS
                + " FROM version INDEXED BY version_current WHERE bucket = ? AND key >= ? AND key < ?"
                + " AND latest = 1 AND marker = 0 ORDER BY key LIMIT ?";

        @Override
        public void rows(Pager.Seek seek, Predicate<Row> visitor) {
            String from = seek.behindId() == null ? seek.from() : seek.from() + "\0";
            tx.eachWhile(SQL, visitor, bucket, from, end(seek.below()), seek.countMax());
        }

        @Override
        public String key(Row row) {
            return row.text(2);
        }

        @Override
        public String id(Row row) {
            return row.text(4);
        }
    }

    private record All(Tx tx, String bucket) implements Pager.Source {
        private static final String SQL = "SELECT " + Rows.VERSION_COLUMNS
                + " FROM version WHERE bucket = ? AND key >= ? AND key < ? AND NOT (key = ? AND seq >= ?)"
                + " ORDER BY key, seq DESC LIMIT ?";

        @Override
        public void rows(Pager.Seek seek, Predicate<Row> visitor) {
            long behind = seek.behindId() == null ? Long.MAX_VALUE : seqOf(seek.from(), seek.behindId());
            tx.eachWhile(SQL, visitor, bucket, seek.from(), end(seek.below()), seek.from(), behind, seek.countMax());
        }

        /// The place of a version in its key; one that has gone since leaves the whole key out.
        private long seqOf(String key, String versionId) {
            return Rows.byId(tx, bucket, key, versionId).map(ObjectVersion::seq).orElse(0L);
        }

        @Override
        public String key(Row row) {
            return row.text(2);
        }

        @Override
        public String id(Row row) {
            return row.text(4);
        }
    }
}
