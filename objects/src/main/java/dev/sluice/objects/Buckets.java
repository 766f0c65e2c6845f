package dev.sluice.objects;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Buckets and their settings. Safe for many threads.
public final class Buckets {
    /// Buckets of one store.
    public static final int BUCKETS_MAX = 10_000;

    private static final String COLUMNS = "name, owner, account, region, created, versioning, locking";

    private final Database database;
    private final Holdings holdings;
    private final InstantSource clock;

    Buckets(Database database, Holdings holdings, InstantSource clock) {
        this.database = database;
        this.holdings = holdings;
        this.clock = clock;
    }

    /// Makes a bucket.
    ///
    /// @param locking whether object lock is on; versioning is on then too
    /// @throws Refused `InvalidBucketName`, `BucketAlreadyOwnedByYou`, `BucketAlreadyExists`, `TooManyBuckets`
    public Bucket create(String name, String region, Origin owner, boolean locking) {
        BucketName.check(name);
        Bucket bucket = new Bucket(
                name,
                owner.owner(),
                owner.account(),
                region,
                Instant.ofEpochMilli(clock.millis()),
                locking ? Versioning.ENABLED : Versioning.OFF,
                locking);
        return database.write(tx -> {
            find(tx, name).ifPresent(existing -> {
                throw taken(existing, owner);
            });
            long count = tx.first("SELECT count(*) FROM bucket", row -> row.number(1))
                    .orElse(0L);
            if (count >= BUCKETS_MAX)
                throw new Refused("TooManyBuckets", "You have attempted to create more buckets than allowed");
            insert(tx, bucket);
            return bucket;
        });
    }

    private static Refused taken(Bucket existing, Origin asking) {
        Map<String, String> details = Map.of("BucketName", existing.name());
        if (existing.owner().equals(asking.owner())) {
            return new Refused(
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.",
                    details);
        }
        return new Refused(
                "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the"
                        + " system. Please select a different name and try again.",
                details);
    }

    private static void insert(Tx tx, Bucket bucket) {
        tx.update(
                "INSERT INTO bucket (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                bucket.name(),
                bucket.owner(),
                bucket.account(),
                bucket.region(),
                bucket.created().toEpochMilli(),
                bucket.versioning().name(),
                bucket.locking());
    }

    /// The bucket of that name. @throws Refused `NoSuchBucket`
    public Bucket require(String name) {
        return database.read(tx -> require(tx, name));
    }

    /// The bucket of that name, if there is one.
    public Optional<Bucket> find(String name) {
        return database.read(tx -> find(tx, name));
    }

    /// The buckets of an owner in the order of their names.
    ///
    /// @param prefix what the names begin with
    /// @param after names up to and including this one are left out
    /// @param countMax how many at most
    public List<Bucket> list(String owner, String prefix, String after, int countMax) {
        return database.read(tx -> tx.rows(
                "SELECT " + COLUMNS + " FROM bucket WHERE owner = ? AND name > ? AND substr(name, 1, length(?)) = ?"
                        + " ORDER BY name LIMIT ?",
                Buckets::bucket,
                owner,
                after,
                prefix,
                prefix,
                countMax));
    }

    /// Takes an empty bucket away with its settings, and ends the uploads under way in it.
    ///
    /// @throws Refused `NoSuchBucket`, `BucketNotEmpty`
    public void delete(String name) {
        holdings.discard(database.write(tx -> {
            require(tx, name);
            boolean versions = tx.first("SELECT 1 FROM version WHERE bucket = ? LIMIT 1", row -> 1, name)
                    .isPresent();
            if (versions) {
                throw new Refused(
                        "BucketNotEmpty", "The bucket you tried to delete is not empty", Map.of("BucketName", name));
            }
            List<Rows.Doomed> doomed = new ArrayList<>();
            for (String upload : tx.rows("SELECT id FROM upload WHERE bucket = ?", row -> row.text(1), name))
                doomed.addAll(Uploads.drop(tx, upload));
            tx.update("DELETE FROM setting WHERE bucket = ?", name);
            tx.update("DELETE FROM bucket WHERE name = ?", name);
            return doomed;
        }));
    }

    /// Switches versioning. @throws Refused `InvalidBucketState` where object lock needs it on
    public void versioning(String name, Versioning versioning) {
        database.write(tx -> {
            if (require(tx, name).locking() && versioning != Versioning.ENABLED) {
                throw new Refused(
                        "InvalidBucketState",
                        "An Object Lock configuration is present on this bucket, so the versioning state cannot be"
                                + " changed.");
            }
            return tx.update("UPDATE bucket SET versioning = ? WHERE name = ?", versioning.name(), name);
        });
    }

    /// Switches object lock on for good. @throws Refused `InvalidBucketState` if the bucket isn't versioned
    public void lock(String name) {
        database.write(tx -> {
            if (require(tx, name).versioning() != Versioning.ENABLED) {
                throw new Refused(
                        "InvalidBucketState",
                        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
            }
            return tx.update("UPDATE bucket SET locking = 1 WHERE name = ?", name);
        });
    }

    /// A setting of a bucket, such as `cors`, if it was put. @throws Refused `NoSuchBucket`
    public Optional<JsonNode> setting(String bucket, String kind) {
        return database.read(tx -> {
            require(tx, bucket);
            return setting(tx, bucket, kind);
        });
    }

    /// Puts a setting in place of any before. @throws Refused `NoSuchBucket`
    public void putSetting(String bucket, String kind, JsonNode body) {
        String text = Json.write(body);
        database.write(tx -> {
            require(tx, bucket);
            return tx.update(
                    "INSERT OR REPLACE INTO setting (bucket, kind, body) VALUES (?, ?, ?)", bucket, kind, text);
        });
    }

    /// Takes a setting away, if it is there. @throws Refused `NoSuchBucket`
    public void deleteSetting(String bucket, String kind) {
        database.write(tx -> {
            require(tx, bucket);
            return tx.update("DELETE FROM setting WHERE bucket = ? AND kind = ?", bucket, kind);
        });
    }

    static Optional<JsonNode> setting(Tx tx, String bucket, String kind) {
        return tx.first(
                "SELECT body FROM setting WHERE bucket = ? AND kind = ?", row -> Json.parse(row.text(1)), bucket, kind);
    }

    static Bucket require(Tx tx, String name) {
        return find(tx, name).orElseThrow(() -> Errors.noSuchBucket(name));
    }

    static Optional<Bucket> find(Tx tx, String name) {
        return tx.first("SELECT " + COLUMNS + " FROM bucket WHERE name = ?", Buckets::bucket, name);
    }

    static Bucket bucket(Row row) {
        return new Bucket(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                Instant.ofEpochMilli(row.number(5)),
                Versioning.valueOf(row.text(6)),
                row.flag(7));
    }
}
