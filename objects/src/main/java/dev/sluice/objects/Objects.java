package dev.sluice.objects;

import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Objects and their versions: written whole, read by range, deleted. Safe for many threads.
public final class Objects {
    /// Length of a key in UTF-8.
    public static final int KEY_BYTES_MAX = 1024;

    private final Database database;
    private final Holdings holdings;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Deletions deletions;

    Objects(Database database, Holdings holdings, Announcer announcer, InstantSource clock) {
        this.database = database;
        this.holdings = holdings;
        this.announcer = announcer;
        this.clock = clock;
        deletions = new Deletions(database, holdings, announcer, clock);
    }

    /// Stores an object; when this returns it is on disk and its event with it.
    ///
    /// @throws Refused `NoSuchBucket`, `PreconditionFailed`, `BadDigest`, or what the payload's stream throws
    public ObjectVersion put(NewObject object, Payload payload, Origin origin) throws IOException {
        database.read(tx -> Buckets.require(tx, object.bucket())); // before the bytes are taken, not only after
        Received received = holdings.take(payload);
        Attributes attributes = Vault.describe(object.attributes())
                .withChecksums(received.piece().checksums(), 0, "");
        String content = holdings.ids().next();
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
            holdings.discard(content, piece);
            throw e;
        }
    }

    ObjectVersion finish(Placed placed) {
        holdings.discard(placed.doomed());
        return placed.version();
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
                versioned ? holdings.ids().next().replace("-", "") : ObjectVersion.NULL_ID,
                true,
                false,
                draft.content(),
                draft.size(),
                draft.etag(),
                Instant.ofEpochMilli(clock.millis()),
                origin.owner(),
                object.storageClass(),
                draft.attributes());
        Rows.insert(tx, version);
        announcer.announce(tx, bucket, "ObjectCreated:" + object.event(), version, origin);
        return new Placed(version, doomed);
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
    /// @param sealing the client's key it was stored with; null for anything else
    /// @throws Refused `NoSuchKey` if it was deleted since it was looked up
    public Body open(ObjectVersion version, Range range, @Nullable Sealing sealing) {
        return holdings.open(database, version, range, sealing);
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

    /// Makes a new object of another. The bytes stay where they are and are shared unless a client's key
    /// is involved;
    /// they are read once if the copy needs a digest the source hasn't, as after a multipart upload.
    ///
    /// @param source looked up just before; the copy is refused if it has gone since
    /// @throws Refused `NoSuchBucket`, `NoSuchKey`, `PreconditionFailed`
    public ObjectVersion copy(NewObject object, ObjectVersion source, Recast recast, Origin origin) throws IOException {
        return new Copy(this, object, source, recast).make(database, origin);
    }

    /// Deletes one object or version. What isn't there counts as deleted.
    ///
    /// @throws Refused `NoSuchBucket`, `PreconditionFailed`, `AccessDenied` for a locked version
    public Deletion.Done delete(Deletion deletion, Origin origin) {
        return deletions.delete(deletion, origin);
    }

    /// Does to a version what its expiry means; see [Deletions#expire].
    boolean expire(ObjectVersion version, Origin origin) {
        return deletions.expire(version, origin);
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
            if (event != null) announcer.announce(tx, bucket, event, Deletions.renumbered(tx, now), origin);
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
