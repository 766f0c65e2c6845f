package dev.sluice.objects;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Multipart uploads. Parts are stored as they come; completing moves no bytes. Safe for many threads.
public final class Uploads {
    private static final String COLUMNS = "id, bucket, key, initiated, owner, class, body";
    private static final String PART_COLUMNS = "no, size, etag, modified, checksums, content";

    private final Database database;
    private final Holdings holdings;
    private final Objects objects;
    private final InstantSource clock;

    Uploads(Database database, Holdings holdings, Objects objects, InstantSource clock) {
        this.database = database;
        this.holdings = holdings;
        this.objects = objects;
        this.clock = clock;
    }

    /// Begins an upload.
    ///
    /// @param algorithm the checksum it will have; null for S3's own choice
    /// @throws Refused `NoSuchBucket`
    public Upload begin(NewObject object, @Nullable ChecksumAlgorithm algorithm, boolean composite, Origin origin) {
        Upload upload = new Upload(
                holdings.ids().next().replace("-", "") + holdings.ids().next().replace("-", ""),
                object.bucket(),
                object.key(),
                Instant.ofEpochMilli(clock.millis()),
                origin.owner(),
                object.storageClass(),
                Vault.describe(object.attributes()),
                algorithm,
                composite);
        ObjectNode body = Json.object().put("composite", composite);
        if (algorithm != null) body.put("algorithm", algorithm.name());
        body.put("attributes", upload.attributes().toJson());
        return database.write(tx -> {
            Buckets.require(tx, object.bucket());
            tx.update(
                    "INSERT INTO upload (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                    upload.id(),
                    upload.bucket(),
                    upload.key(),
                    upload.initiated().toEpochMilli(),
                    upload.owner(),
                    upload.storageClass(),
                    Json.write(body));
            return upload;
        });
    }

    /// The upload of that id for that key. @throws Refused `NoSuchBucket`, `NoSuchUpload`
    public Upload require(String bucket, String key, String id) {
        return database.read(tx -> {
            Buckets.require(tx, bucket);
            return require(tx, bucket, key, id);
        });
    }

    private static Upload require(Tx tx, String bucket, String key, String id) {
        return tx.first("SELECT " + COLUMNS + " FROM upload WHERE id = ?", Uploads::upload, id)
                .filter(upload -> upload.bucket().equals(bucket) && upload.key().equals(key))
                .orElseThrow(() -> Errors.noSuchUpload(id));
    }

    private static Upload upload(Row row) {
        JsonNode body = Json.parse(row.text(7));
        return new Upload(
                row.text(1),
                row.text(2),
                row.text(3),
                Instant.ofEpochMilli(row.number(4)),
                row.text(5),
                row.text(6),
                Attributes.fromJson(body.path("attributes").asString()),
                ChecksumAlgorithm.named(body.path("algorithm").asString("")).orElse(null),
                body.path("composite").asBoolean());
    }

    /// Stores a part in place of any earlier one of its number.
    ///
    /// @throws Refused `NoSuchUpload`, `BadDigest`, or what the payload's stream throws
    public Upload.Part putPart(Upload upload, int no, Payload payload) throws IOException {
        Received received = holdings.take(payload);
        String content = holdings.ids().next();
        Upload.Part part = new Upload.Part(
                no,
                received.piece().size(),
                received.md5(),
                Instant.ofEpochMilli(clock.millis()),
                received.piece().checksums());
        try {
            holdings.discard(database.write(tx -> {
                require(tx, upload.bucket(), upload.key(), upload.id());
                List<Rows.Doomed> doomed = dropPart(tx, upload.id(), no);
                Rows.insertPiece(tx, content, received.piece());
                insert(tx, upload.id(), part, content);
                return doomed;
            }));
        } catch (Refused e) {
            holdings.discard(content, received.piece());
            throw e;
        }
        return part;
    }

    private static void insert(Tx tx, String upload, Upload.Part part, String content) {
        tx.update(
                "INSERT INTO part (upload, no, size, etag, modified, checksums, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
                upload,
                part.no(),
                part.size(),
                part.etag(),
                part.modified().toEpochMilli(),
                part.checksums().toJson(),
                content);
    }

    private static List<Rows.Doomed> dropPart(Tx tx, String upload, int no) {
        Optional<String> content =
                tx.first("SELECT content FROM part WHERE upload = ? AND no = ?", row -> row.text(1), upload, no);
        if (content.isEmpty()) return List.of();
        tx.update("DELETE FROM part WHERE upload = ? AND no = ?", upload, no);
        return List.of(Rows.dropContent(tx, content.get()));
    }

    /// The parts after a number, in order. @param countMax how many at most
    public List<Upload.Part> parts(Upload upload, int after, int countMax) {
        return database.read(tx -> tx.rows(
                "SELECT " + PART_COLUMNS + " FROM part WHERE upload = ? AND no > ? ORDER BY no LIMIT ?",
                Uploads::part,
                upload.id(),
                after,
                countMax));
    }

    private static Upload.Part part(Row row) {
        return new Upload.Part(
                (int) row.number(1),
                row.number(2),
                row.text(3),
                Instant.ofEpochMilli(row.number(4)),
                Checksums.fromJson(Json.parse(row.text(5))));
    }

    /// Makes the named parts an object. Asked again after it was done, it answers the same.
    ///
    /// @throws Refused `NoSuchUpload`, `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`,
    ///        `PreconditionFailed` …
    public ObjectVersion complete(String bucket, String key, String id, Upload.Completion completion, Origin origin) {
        return objects.finish(database.write(tx -> {
            Buckets.require(tx, bucket);
            Optional<ObjectVersion> done = Rows.current(tx, bucket, key)
                    .filter(version -> version.attributes().upload().equals(id));
            return done.map(version -> new Objects.Placed(version, List.of()))
                    .orElseGet(() -> complete(tx, require(tx, bucket, key, id), completion, origin));
        }));
    }

    private Objects.Placed complete(Tx tx, Upload upload, Upload.Completion completion, Origin origin) {
        Map<Integer, Upload.Part> uploaded =
                tx.rows("SELECT " + PART_COLUMNS + " FROM part WHERE upload = ?", Uploads::part, upload.id()).stream()
                        .collect(Collectors.toMap(Upload.Part::no, part -> part));
        Assembly assembly = Assembly.of(upload, completion, uploaded);
        String content = holdings.ids().next();
        for (Upload.Named named : completion.parts()) {
            tx.update(
                    "UPDATE piece SET content = ?, no = ? WHERE content ="
                            + " (SELECT content FROM part WHERE upload = ? AND no = ?)",
                    content,
                    named.no(),
                    upload.id(),
                    named.no());
        }
        List<Rows.Doomed> doomed = new ArrayList<>(drop(tx, upload.id()));
        NewObject object = new NewObject(
                upload.bucket(),
                upload.key(),
                upload.storageClass(),
                upload.attributes()
                        .withChecksums(assembly.checksums(), completion.parts().size(), upload.id()),
                completion.condition(),
                "CompleteMultipartUpload");
        Objects.Placed placed = objects.place(
                tx, new Objects.Draft(object, object.attributes(), content, assembly.size(), assembly.etag()), origin);
        doomed.addAll(placed.doomed());
        return new Objects.Placed(placed.version(), doomed);
    }

    /// Ends an upload and forgets its parts. @throws Refused `NoSuchBucket`, `NoSuchUpload`
    public void abort(String bucket, String key, String id) {
        holdings.discard(database.write(tx -> {
            Buckets.require(tx, bucket);
            return drop(tx, require(tx, bucket, key, id).id());
        }));
    }

    /// Takes the upload's rows away, and the contents of parts that belong to no object.
    static List<Rows.Doomed> drop(Tx tx, String id) {
        List<String> contents = tx.rows("SELECT content FROM part WHERE upload = ?", row -> row.text(1), id);
        List<Rows.Doomed> doomed = new ArrayList<>();
        contents.forEach(content -> doomed.add(Rows.dropContent(tx, content)));
        tx.update("DELETE FROM part WHERE upload = ?", id);
        tx.update("DELETE FROM upload WHERE id = ?", id);
        return doomed;
    }

    /// A page of the uploads under way, by key and then by age. @throws Refused `NoSuchBucket`
    public Listing<Upload> list(String bucket, Listing.Query query) {
        return database.read(tx -> {
            Buckets.require(tx, bucket);
            return Pager.page(new UnderWay(tx, bucket), Uploads::upload, query);
        });
    }

    private record UnderWay(Tx tx, String bucket) implements Pager.Source {
        private static final String SQL = "SELECT " + COLUMNS
                + " FROM upload WHERE bucket = ? AND key >= ? AND key < ?"
                + " AND NOT (key = ? AND (initiated, id) <= (SELECT initiated, id FROM upload WHERE id = ?))"
                + " ORDER BY key, initiated, id LIMIT ?";
        private static final String SQL_ALL = "SELECT " + COLUMNS
                + " FROM upload WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key, initiated, id LIMIT ?";

        @Override
        public void rows(Pager.Seek seek, Predicate<Row> visitor) {
            String end = Listings.end(seek.below());
            if (seek.behindId() == null) {
                tx.eachWhile(SQL_ALL, visitor, bucket, seek.from(), end, seek.countMax());
            } else {
                tx.eachWhile(SQL, visitor, bucket, seek.from(), end, seek.from(), seek.behindId(), seek.countMax());
            }
        }

        @Override
        public String key(Row row) {
            return row.text(3);
        }

        @Override
        public String id(Row row) {
            return row.text(1);
        }
    }
}
