package dev.sluice.objects;

import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How objects and versions go: for good, or under a delete marker.
final class Deletions {
    private final Database database;
    private final Holdings holdings;
    private final Announcer announcer;
    private final InstantSource clock;

    Deletions(Database database, Holdings holdings, Announcer announcer, InstantSource clock) {
        this.database = database;
        this.holdings = holdings;
        this.announcer = announcer;
        this.clock = clock;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /// See [Objects#delete].
    Deletion.Done delete(Deletion deletion, Origin origin) {
        record Result(Deletion.Done done, List<Rows.Doomed> doomed) {}
        Result result = database.write(tx -> {
            List<Rows.Doomed> doomed = new ArrayList<>();
            return new Result(delete(tx, deletion, origin, doomed), doomed);
        });
        holdings.discard(result.doomed());
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
                announcer.announce(tx, bucket, "ObjectRemoved:Delete", renumbered(tx, version), origin);
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
                announcer.announce(tx, bucket, "LifecycleExpiration:Delete", renumbered(tx, still.get()), origin);
            }
            return new Result(true, doomed);
        });
        holdings.discard(result.doomed());
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
                versioned ? holdings.ids().next().replace("-", "") : ObjectVersion.NULL_ID,
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
        announcer.announce(tx, bucket, "ObjectRemoved:Delete", renumbered(tx, version), change.origin());
        return new Deletion.Done(versionId, version.marker());
    }

    /// The version with a number of its own for the event, which must sort after the event of its writing.
    static ObjectVersion renumbered(Tx tx, ObjectVersion version) {
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
}
