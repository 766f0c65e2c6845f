package dev.sluice.objects;

import dev.sluice.core.Ids;
import dev.sluice.journal.Database;
import dev.sluice.journal.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// All buckets of one data directory. One process at a time owns it. Safe for many threads.
///
/// What was answered is on disk: small objects in SQLite, larger ones in files named by id that are synced
/// and renamed
/// before the row that names them is committed. A crash in between leaves a file without a row, which
/// [#open] deletes.
public final class ObjectStore implements AutoCloseable {
    private final Vault vault;
    private final Database database;
    private final Outbox outbox;
    private final Announcer announcer;
    private final Ids ids;
    private final Buckets buckets;
    private final Objects objects;
    private final Listings listings;
    private final Uploads uploads;
    private final Lifecycle lifecycle;
    private final int strays;
    private volatile Notifications.Destinations destinations = (destination, bucket) -> Optional.empty();

    private ObjectStore(Path directory, Database database, InstantSource clock, Ids ids) {
        vault = new Vault(directory);
        this.database = database;
        this.ids = ids;
        Disk disk = new Disk(directory);
        Holdings holdings = new Holdings(disk, vault, ids);
        outbox = new Outbox(database);
        announcer = new Announcer(outbox, clock, ids);
        buckets = new Buckets(database, holdings, clock);
        objects = new Objects(database, holdings, announcer, clock);
        listings = new Listings(database);
        uploads = new Uploads(database, holdings, objects, clock);
        lifecycle = new Lifecycle(database, objects, uploads, clock);
        strays = database.read(tx -> disk.deleteStrays(name ->
                tx.first("SELECT 1 FROM piece WHERE file = ?", row -> 1, name).isPresent()));
    }

    /// Opens or makes the store in a directory and clears away what a crash left behind.
    ///
    /// @throws dev.sluice.journal.StorageException if it can't be opened
    public static ObjectStore open(Path directory, InstantSource clock, Ids ids) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        Database database = Database.open(directory.resolve("objects.db"), Schema.MIGRATIONS);
        return new ObjectStore(directory, database, clock, ids);
    }

    /// Buckets and their settings.
    public Buckets buckets() {
        return buckets;
    }

    /// Objects and their versions.
    public Objects objects() {
        return objects;
    }

    /// Lists of objects and versions.
    public Listings listings() {
        return listings;
    }

    /// Multipart uploads.
    public Uploads uploads() {
        return uploads;
    }

    /// What lifecycle rules ask for.
    public Lifecycle lifecycle() {
        return lifecycle;
    }

    /// How many files without a row were found and deleted when the store was opened.
    public int strays() {
        return strays;
    }

    /// Starts handing over events, each at least once and in order; see [Outbox] for what returning and
    /// throwing mean.
    /// Call it once.
    public void deliver(Consumer<ObjectEvent> handler) {
        outbox.deliver(event -> handler.accept(ObjectEvent.read(event.id(), event.body())));
    }

    /// Says from now on which destinations notification configurations may name. By default any.
    public void destinations(Notifications.Destinations check) {
        destinations = check;
    }

    /// A bucket's notification configuration in AWS's JSON shape, if there is one.
    ///
    /// @throws dev.sluice.core.Refused `NoSuchBucket`
    public Optional<JsonNode> notifications(String bucket) {
        return buckets.setting(bucket, Announcer.SETTING);
    }

    /// Puts a bucket's notification configuration; an empty one switches notifications off.
    ///
    /// @param validate whether destinations are checked
    /// @throws dev.sluice.core.Refused `NoSuchBucket`, `InvalidArgument`
    public void notifications(String bucket, JsonNode configuration, boolean validate, Origin origin) {
        Bucket existing = buckets.require(bucket);
        Notifications.Destinations check = validate ? destinations : (destination, name) -> Optional.empty();
        JsonNode complete = Notifications.check(configuration, existing, check, ids);
        if (complete.isEmpty()) {
            buckets.deleteSetting(bucket, Announcer.SETTING);
            return;
        }
        buckets.putSetting(bucket, Announcer.SETTING, complete);
        database.write(tx -> {
            announcer.greet(tx, existing, complete, origin);
            return null;
        });
    }

    /// The key of this store; made at its first use.
    public Sealing ownSealing() {
        return vault.own();
    }

    /// Stops handing over events, finishes accepted writes and closes the files.
    @Override
    public void close() {
        outbox.close();
        database.close();
    }
}
