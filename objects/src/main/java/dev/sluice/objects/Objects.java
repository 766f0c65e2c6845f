package dev.sluice.objects;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Objects and their versions: written whole, read by range, deleted. Safe for many threads.
public final class Objects {
    /// Length of a key in UTF-8.
    public static final int KEY_BYTES_MAX = 1024;

    private final Database database;
    private final Disk disk;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Ids ids;

    Objects(Database database, Disk disk, Announcer announcer, InstantSource clock, Ids ids) {
        this.database = database;
        this.disk = disk;
        this.announcer = announcer;
        this.clock = clock;
        this.ids = ids;
    }

    /// Stores an object; when this returns it is on disk and its event with it.
    ///
    /// @throws Refused `NoSuchBucket`, `PreconditionFailed`, `BadDigest`, or what the payload's stream throws
    public ObjectVersion put(NewObject object, Payload payload, Origin origin) throws IOException {
        database.read(tx -> Buckets.require(tx, object.bucket())); // before the bytes are taken, not only after
        Received received = Intake.take(disk, ids, payload);
        Attributes attributes =
                object.attributes().withChecksums(received.piece().checksums(), 0, "");
        String content = ids.next();
        return commit(content, received.piece(), tx -> {
            Draft draft =
                    new Draft(object, attributes, content, received.piece().size(), received.md5());
            Rows.insertPiece(tx, content, received.piece());
            return place(tx, draft, origin);
        });
    }

    /// A version about to be placed.
    record Draft(NewObject object, Attributes attributes, String content, long size, String etag) {}

    /// A version placed, and what it pushed out.
    record Placed(ObjectVersion version, List<Rows.Doomed> doomed) {}

    /// Runs the change; if it is refused, what was taken in for it goes at once.
    private ObjectVersion commit(String content, Piece piece, java.util.function.Function<Tx, Placed> change) {
        try {
            return finish(database.write(change));
        } catch (Refused e) {
            if (piece.file() != null) disk.discard(content, List.of(piece.file()));
            throw e;
        }
    }

    ObjectVersion finish(Placed placed) {
        discard(placed.doomed());
        return placed.version();
    }

    private void discard(List<Rows.Doomed> doomed) {
        doomed.forEach(each -> disk.discard(each.content(), each.files()));
    }

    /// Makes a draft the newest version of its key and announces it.
    Placed place(Tx tx, Draft draft, Origin origin) {
        NewObject object = draft.object();
        Bucket bucket = Buckets.require(tx, object.bucket());
        object.condition().check(object.key(), Rows.current(tx, bucket.name(), object.key()));
        boolean versioned = bucket.versioning() == Versioning.ENABLED;
        List<Rows.Doomed> doomed = versioned ? List.of() : Rows.removeNull(tx, bucket.name(), object.key());
        ObjectVersion version = new ObjectVersion(
                bucket.name(),
                object.key(),
                Rows.nextSeq(tx),
                versioned ? versionId() : ObjectVersion.NULL_ID,
                true,
                false,
                draft.content(),
                draft.size(),
                draft.etag(),
                now(),
                origin.owner(),
                object.storageClass(),
                draft.attributes());
        Rows.insert(tx, version);
        announcer.announce(tx, bucket, "ObjectCreated:" + object.event(), version, origin);
        return new Placed(version, doomed);
    }

    private String versionId() {
        return ids.next().replace("-", "");
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /// A version, or delete marker, if it is there.
    ///
    /// @param versionId null for the newest
    /// @throws Refused `NoSuchBucket`
    public Optional<ObjectVersion> find(String bucket, String key, @Nullable String versionId) {
        return database.read(tx -> {
            Buckets.require(tx, bucket);
            return versionId == null ? Rows.newest(tx, bucket, key) : Rows.byId(tx, bucket, key, versionId);
        });
    }

    /// Opens the bytes of a version for reading. The caller closes them.
    ///
    /// @param sealing the key it was stored with; null for plain bytes
    /// @throws Refused `NoSuchKey` if it was deleted since it was looked up
    public Body open(ObjectVersion version, Range range, @Nullable Sealing sealing) {
        disk.lease(version.content());
        List<Piece> pieces = database.read(tx -> Rows.pieces(tx, version.content()));
        if (pieces.isEmpty()) {
            disk.release(version.content());
            throw Errors.noSuchKey(version.key());
        }
        return new Body(disk, version.content(), pieces, sealing, range);
    }

    /// The parts a multipart object was made of, in order; empty for any other.
    public List<StoredPart> parts(ObjectVersion version) {
        if (version.attributes().parts() == 0) return List.of();
        List<StoredPart> parts = new ArrayList<>();
        long first = 0;
        for (Piece piece : database.read(tx -> Rows.pieces(tx, version.content()))) {
            parts.add(new StoredPart(piece.no(), new Range(first, piece.size()), piece.checksums()));
            first += piece.size();
        }
        return parts;
    }

    /// One part of a multipart object. @param no the number it was uploaded under @param range where it lies
    public record StoredPart(int no, Range range, Checksums checksums) {}

    /// Makes a new object of another. Plain bytes stay where they are and are shared; they are read once
    /// if the copy needs
    /// a digest the source hasn't, as after a multipart upload.
    ///
    /// @param source looked up just before; the copy is refused if it has gone since
    /// @throws Refused `NoSuchBucket`, `NoSuchKey`, `PreconditionFailed`
    public ObjectVersion copy(NewObject object, ObjectVersion source, Recast recast, Origin origin) throws IOException {
        Checksums known = source.attributes().checksums();
        Payload payload = new Payload(
                InputStream.nullInputStream(), null, recast.algorithms(known), Map::of, recast.to(), Long.MAX_VALUE);
        if (recast.from() != null || recast.to() != null) {
            try (Body body = open(source, Range.whole(source.size()), recast.from())) {
                return put(object, payload.with(body), origin);
            }
        }
        boolean complete = source.attributes().parts() == 0
                && !known.composite()
                && known.values().keySet().containsAll(payload.algorithms());
        Digest digest = complete ? new Digest(source.etag(), known) : digest(source, payload.algorithms());
        return share(object, source, digest, origin);
    }

    /// What a content's bytes come to.
    private record Digest(String md5, Checksums checksums) {}

    private Digest digest(ObjectVersion source, Set<ChecksumAlgorithm> algorithms) throws IOException {
        try (Body body = open(source, Range.whole(source.size()), null)) {
            Intake.Hashes hashes = new Intake.Hashes(algorithms);
            byte[] buffer = new byte[64 * 1024];
            for (int n; (n = body.read(buffer, 0, buffer.length)) >= 0; ) hashes.update(buffer, n);
            return new Digest(hashes.md5(), new Checksums(hashes.values(), false));
        }
    }

    private ObjectVersion share(NewObject object, ObjectVersion source, Digest digest, Origin origin) {
        return finish(database.write(tx -> {
            boolean still = Rows.byId(tx, source.bucket(), source.key(), source.versionId())
                    .filter(version -> version.content().equals(source.content()))
                    .isPresent();
            if (!still) throw Errors.noSuchKey(source.key());
            Attributes attributes = object.attributes().withChecksums(digest.checksums(), 0, "");
            return place(tx, new Draft(object, attributes, source.content(), source.size(), digest.md5()), origin);
        }));
    }

    /// Deletes one object or version. What isn't there counts as deleted.
    ///
    /// @throws Refused `NoSuchBucket`, `PreconditionFailed`, `AccessDenied` for a locked version
    public Deletion.Done delete(Deletion deletion, Origin origin) {
        record Result(Deletion.Done done, List<Rows.Doomed> doomed) {}
        Result result = database.write(tx -> {
            List<Rows.Doomed> doomed = new ArrayList<>();
            return new Result(delete(tx, deletion, origin, doomed), doomed);
        });
        discard(result.doomed());
        return result.done();
    }

    private Deletion.Done delete(Tx tx, Deletion deletion, Origin origin, List<Rows.Doomed> doomed) {
        Bucket bucket = Buckets.require(tx, deletion.bucket());
        if (deletion.ifMatch() != null) {
            new Condition(deletion.ifMatch(), null)
                    .check(deletion.key(), Rows.current(tx, bucket.name(), deletion.key()));
        }
        String versionId = deletion.versionId();
        if (versionId != null) return deleteVersion(tx, bucket, deletion, versionId, new Change(origin, doomed));
        if (bucket.versioning() == Versioning.OFF) {
            Optional<ObjectVersion> gone = Rows.byId(tx, bucket.name(), deletion.key(), ObjectVersion.NULL_ID);
            gone.ifPresent(version -> {
                doomed.addAll(Rows.remove(tx, version));
                announcer.announce(tx, bucket, "ObjectRemoved:Delete", removed(tx, version), origin);
            });
            return new Deletion.Done(null, false);
        }
        return mark(tx, bucket, deletion.key(), "ObjectRemoved", new Change(origin, doomed));
    }

    /// Does to a version what its expiry means: a current one gets a delete marker where the bucket keeps
    /// versions, any
    /// other goes for good.
    ///
    /// @return whether it was still there, and free to go
    boolean expire(ObjectVersion version, Origin origin) {
        record Result(boolean done, List<Rows.Doomed> doomed) {}
        Result result = database.write(tx -> {
            List<Rows.Doomed> doomed = new ArrayList<>();
            Bucket bucket = Buckets.require(tx, version.bucket());
            Optional<ObjectVersion> still = Rows.byId(tx, version.bucket(), version.key(), version.versionId())
                    .filter(now -> now.seq() == version.seq() && now.latest() == version.latest());
            if (still.isEmpty()) return new Result(false, doomed);
            boolean covered = version.latest() && !version.marker() && bucket.versioning() != Versioning.OFF;
            if (!covered && still.get().attributes().lock().holds(now(), false)) return new Result(false, doomed);
            Change change = new Change(origin, doomed);
            if (covered) {
                mark(tx, bucket, version.key(), "LifecycleExpiration", change);
            } else {
                doomed.addAll(Rows.remove(tx, still.get()));
                announcer.announce(tx, bucket, "LifecycleExpiration:Delete", removed(tx, still.get()), origin);
            }
            return new Result(true, doomed);
        });
        discard(result.doomed());
        return result.done();
    }

    /// Whom a change is for and what it leaves to be deleted.
    private record Change(Origin origin, List<Rows.Doomed> doomed) {}

    private Deletion.Done mark(Tx tx, Bucket bucket, String key, String event, Change change) {
        boolean versioned = bucket.versioning() == Versioning.ENABLED;
        if (!versioned) change.doomed().addAll(Rows.removeNull(tx, bucket.name(), key));
        ObjectVersion marker = new ObjectVersion(
                bucket.name(),
                key,
                Rows.nextSeq(tx),
                versioned ? versionId() : ObjectVersion.NULL_ID,
                true,
                true,
                "",
                0,
                "d41d8cd98f00b204e9800998ecf8427e",
                now(),
                change.origin().owner(),
                "STANDARD",
                Attributes.NONE);
        Rows.insert(tx, marker);
        announcer.announce(tx, bucket, event + ":DeleteMarkerCreated", marker, change.origin());
        return new Deletion.Done(marker.versionId(), true);
    }

    private Deletion.Done deleteVersion(Tx tx, Bucket bucket, Deletion deletion, String versionId, Change change) {
        Optional<ObjectVersion> found = Rows.byId(tx, bucket.name(), deletion.key(), versionId);
        if (found.isEmpty()) return new Deletion.Done(versionId, false);
        ObjectVersion version = found.get();
        if (version.attributes().lock().holds(now(), deletion.bypassGovernance())) throw Errors.locked();
        change.doomed().addAll(Rows.remove(tx, version));
        announcer.announce(tx, bucket, "ObjectRemoved:Delete", removed(tx, version), change.origin());
        return new Deletion.Done(versionId, version.marker());
    }

    /// The version with a number of its own for the event, which must sort after the event of its writing.
    private static ObjectVersion removed(Tx tx, ObjectVersion version) {
        return new ObjectVersion(
                version.bucket(),
                version.key(),
                Rows.nextSeq(tx),
                version.versionId(),
                version.latest(),
                version.marker(),
                version.content(),
                version.size(),
                version.etag(),
                version.modified(),
                version.owner(),
                version.storageClass(),
                version.attributes());
    }

    /// Changes what is known of a version, its bytes staying: tags, access control, lock.
    ///
    /// @param event what the event about it is called, such as `ObjectTagging:Put`; null for none
    /// @param change applied to the attributes as they are then; may refuse
    /// @throws Refused `NoSuchKey` if it has gone since it was looked up
    public void change(ObjectVersion version, @Nullable String event, UnaryOperator<Attributes> change, Origin origin) {
        database.write(tx -> {
            Bucket bucket = Buckets.require(tx, version.bucket());
            ObjectVersion now = Rows.byId(tx, version.bucket(), version.key(), version.versionId())
                    .filter(still -> still.seq() == version.seq())
                    .orElseThrow(() -> Errors.noSuchKey(version.key()));
            Rows.replaceAttributes(tx, now, change.apply(now.attributes()));
            if (event != null) announcer.announce(tx, bucket, event, removed(tx, now), origin);
            return null;
        });
    }

    /// @throws Refused `KeyTooLongError` or `NoSuchKey` for an empty one
    public static void checkKey(String key) {
        int bytes = dev.sluice.core.Json.utf8Bytes(key);
        if (bytes > KEY_BYTES_MAX) {
            throw new Refused(
                    "KeyTooLongError",
                    "Your key is too long",
                    Map.of("Size", Integer.toString(bytes), "MaxSizeAllowed", Integer.toString(KEY_BYTES_MAX)));
        }
    }
}
