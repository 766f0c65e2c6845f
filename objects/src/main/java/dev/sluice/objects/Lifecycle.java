package dev.sluice.objects;

import dev.sluice.journal.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Does what lifecycle rules ask for. One sweep at a time.
public final class Lifecycle {
    /// The setting that holds a bucket's lifecycle configuration.
    public static final String SETTING = "lifecycle";

    private static final int PAGE_ROWS = 500;

    private final Database database;
    private final Objects objects;
    private final Uploads uploads;
    private final InstantSource clock;

    Lifecycle(Database database, Objects objects, Uploads uploads, InstantSource clock) {
        this.database = database;
        this.objects = objects;
        this.uploads = uploads;
        this.clock = clock;
    }

    /// Expires everything that is due in all buckets. Meant to be called every hour or so: a second call has
    /// nothing left to do, and one cut short is made up for by the next.
    ///
    /// @return how many objects, versions and uploads it acted on
    public synchronized int sweep() {
        Instant now = Instant.ofEpochMilli(clock.millis());
        int done = 0;
        for (String bucket : database.read(tx ->
                tx.rows("SELECT bucket FROM setting WHERE kind = 'lifecycle' ORDER BY bucket", row -> row.text(1)))) {
            JsonNode configuration =
                    database.read(tx -> Buckets.setting(tx, bucket, SETTING)).orElse(null);
            if (configuration == null) continue;
            for (LifecycleRules.Rule rule : LifecycleRules.rules(configuration)) {
                done += sweepVersions(bucket, rule, now) + sweepUploads(bucket, rule, now);
            }
        }
        return done;
    }

    private int sweepVersions(String bucket, LifecycleRules.Rule rule, Instant now) {
        int done = 0;
        String key = rule.filter().prefix();
        String end = Listings.end(Keys.successor(key).orElse(null));
        long behind = Long.MAX_VALUE;
        Instant newer = now; // when the version before, the next newer one, came
        int rank = 0;
        while (true) {
            String from = key;
            long seq = behind;
            List<ObjectVersion> page = database.read(tx -> tx.rows(
                    "SELECT " + Rows.VERSION_COLUMNS + " FROM version WHERE bucket = ? AND key >= ? AND key < ?"
                            + " AND NOT (key = ? AND seq >= ?) ORDER BY key, seq DESC LIMIT " + PAGE_ROWS,
                    Rows::version,
                    bucket,
                    from,
                    end,
                    from,
                    seq));
            for (ObjectVersion version : page) {
                rank = version.latest() ? 0 : rank + 1;
                if (due(rule, version, newer, rank, now) && expire(version)) done++;
                newer = version.modified();
                key = version.key();
                behind = version.seq();
            }
            if (page.size() < PAGE_ROWS) return done;
        }
    }

    private boolean due(LifecycleRules.Rule rule, ObjectVersion version, Instant newer, int rank, Instant now) {
        if (!rule.filter().covers(version) && !version.marker()) return false;
        if (!version.latest()) {
            return rule.noncurrentDays() != null
                    && rank > rule.noncurrentKept()
                    && !now.isBefore(LifecycleRules.midnightAfter(newer, rule.noncurrentDays()));
        }
        if (version.marker()) return (rule.orphanMarkers() || rule.days() != null) && alone(version);
        return LifecycleRules.expiry(rule, version)
                .filter(expiry -> !now.isBefore(expiry.at()))
                .isPresent();
    }

    private boolean alone(ObjectVersion marker) {
        return database.read(tx -> tx.first(
                        "SELECT 1 FROM version WHERE bucket = ? AND key = ? AND seq <> ? LIMIT 1",
                        row -> 1,
                        marker.bucket(),
                        marker.key(),
                        marker.seq()))
                .isEmpty();
    }

    private boolean expire(ObjectVersion version) {
        Origin origin = new Origin(version.owner(), "", "s3.amazonaws.com", "", "", "");
        return objects.expire(version, origin);
    }

    private int sweepUploads(String bucket, LifecycleRules.Rule rule, Instant now) {
        Integer days = rule.uploadDays();
        if (days == null) return 0;
        List<Upload> due = new ArrayList<>();
        Listing.Query query = new Listing.Query(rule.filter().prefix(), "", "", null, PAGE_ROWS);
        for (Upload upload : uploads.list(bucket, query).items()) {
            if (!now.isBefore(LifecycleRules.midnightAfter(upload.initiated(), days))) due.add(upload);
        }
        due.forEach(upload -> uploads.abort(bucket, upload.key(), upload.id()));
        return due.size();
    }
}
