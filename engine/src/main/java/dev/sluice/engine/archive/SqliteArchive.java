package dev.sluice.engine.archive;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.engine.run.Header;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.StorageException;
import dev.sluice.journal.Tx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// The archive in SQLite: a narrow row for each execution, its events in chunks beside it.
///
/// Ids grow with the starts, so rows are appended at the right edge of every index but the one that finds an ARN.
public final class SqliteArchive implements Archive {
    /// Append to the migrations of the database that holds the archive.
    public static final String SCHEMA = """
            CREATE TABLE archive_position (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, last_execution INTEGER NOT NULL);
            INSERT INTO archive_position VALUES (1, 0, 0);
            CREATE TABLE owner (id INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE);
            CREATE TABLE execution (
              id INTEGER PRIMARY KEY, key INTEGER NOT NULL, owner INTEGER NOT NULL, status INTEGER NOT NULL,
              started INTEGER NOT NULL, stopped INTEGER NOT NULL, redrives INTEGER NOT NULL, redriven INTEGER NOT NULL,
              items INTEGER NOT NULL, due INTEGER NOT NULL, header BLOB NOT NULL);
            CREATE INDEX execution_by_key ON execution (key);
            CREATE INDEX execution_by_owner ON execution (owner, status, id, items);
            CREATE INDEX execution_open ON execution (due, id) WHERE status = 0;
            CREATE TABLE chunk (
              execution INTEGER NOT NULL, position INTEGER NOT NULL, first_event INTEGER NOT NULL,
              first_payload INTEGER NOT NULL, crc INTEGER NOT NULL, body BLOB NOT NULL,
              PRIMARY KEY (execution, position)) WITHOUT ROWID
            """;

    private static final String COLUMNS = "id, status, started, stopped, redrives, redriven, header";
    private static final String CHUNK = "SELECT position, first_event, first_payload, crc, body FROM chunk ";
    private static final List<ExecutionStatus> STATUSES = List.of(
            ExecutionStatus.RUNNING,
            ExecutionStatus.SUCCEEDED,
            ExecutionStatus.FAILED,
            ExecutionStatus.TIMED_OUT,
            ExecutionStatus.ABORTED);

    private final Database database;
    private final Map<String, Long> owners = new ConcurrentHashMap<>();
    private long retentionCursor;

    /// An archive in a database whose migrations hold [#SCHEMA].
    public SqliteArchive(Database database) {
        this.database = database;
    }

    @Override
    public long position() {
        return database.read(tx -> one(tx, "SELECT position FROM archive_position"));
    }

    @Override
    public long lastExecution() {
        return database.read(tx -> one(tx, "SELECT last_execution FROM archive_position"));
    }

    @Override
    public void save(long position, List<Change> changes) {
        Map<String, Long> met = new HashMap<>();
        database.write(tx -> {
            long last = 0;
            for (Change change : changes) {
                if (change.header() != null)
                    insert(
                            tx,
                            change.header(),
                            change,
                            owner(tx, change.header().owner(), met));
                else update(tx, change);
                for (Chunk chunk : change.chunks()) insert(tx, change.execution(), chunk);
                last = Math.max(last, change.execution());
            }
            tx.update(
                    "UPDATE archive_position SET position = ?, last_execution = max(last_execution, ?)",
                    position,
                    last);
            return null;
        });
        // Only now: had the transaction failed, the owners' rows would not be there.
        owners.putAll(met);
    }

    private static void insert(Tx tx, Header header, Change change, long owner) {
        tx.update(
                "INSERT INTO execution (id, key, owner, status, started, stopped, redrives, redriven, items, due, header) VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?)",
                header.id(),
                key(header.arn()),
                owner,
                code(change.status()),
                change.startedMillis(),
                change.stoppedMillis(),
                header.items(),
                header.toBytes());
    }

    private static void update(Tx tx, Change change) {
        if (change.status() == ExecutionStatus.RUNNING) {
            tx.update("UPDATE execution SET due = 0 WHERE id = ? AND due > 0", change.execution());
            return;
        }
        tx.update(
                "UPDATE execution SET status = ?, stopped = ?, due = 0 WHERE id = ?",
                code(change.status()),
                change.stoppedMillis(),
                change.execution());
    }

    private static void insert(Tx tx, long execution, Chunk chunk) {
        tx.update(
                "INSERT INTO chunk (execution, position, first_event, first_payload, crc, body) VALUES (?, ?, ?, ?, ?, ?)",
                execution,
                chunk.position(),
                chunk.firstEvent(),
                chunk.firstPayload(),
                checksum(chunk.body()),
                chunk.body());
    }

    private long owner(Tx tx, String arn, Map<String, Long> met) {
        Long known = owners.get(arn);
        if (known != null) return known;
        return met.computeIfAbsent(arn, _ -> {
            tx.update("INSERT OR IGNORE INTO owner (arn) VALUES (?)", arn);
            return tx.first("SELECT id FROM owner WHERE arn = ?", row -> row.number(1), arn)
                    .orElseThrow();
        });
    }

    @Override
    public Optional<Stored> find(String arn) {
        return database
                .read(tx ->
                        tx.rows("SELECT " + COLUMNS + " FROM execution WHERE key = ?", SqliteArchive::stored, key(arn)))
                .stream()
                .filter(stored -> stored.header().arn().equals(arn))
                .findFirst();
    }

    @Override
    public Optional<Stored> find(long execution) {
        return database.read(
                tx -> tx.first("SELECT " + COLUMNS + " FROM execution WHERE id = ?", SqliteArchive::stored, execution));
    }

    @Override
    public List<Stored> list(Query query) {
        return database.read(tx -> {
            Optional<Long> owner = tx.first("SELECT id FROM owner WHERE arn = ?", row -> row.number(1), query.owner());
            if (owner.isEmpty()) return List.<Stored>of();
            List<Stored> found = new ArrayList<>();
            for (ExecutionStatus status : query.status() == null ? STATUSES : List.of(query.status())) {
                found.addAll(list(tx, query, owner.get(), status));
            }
            found.sort((a, b) -> Long.compare(b.header().id(), a.header().id()));
            return found.subList(0, Math.min(found.size(), query.max()));
        });
    }

    /// One range of the index; the caller merges those of several statuses.
    private static List<Stored> list(Tx tx, Query query, long owner, ExecutionStatus status) {
        String redriven = query.redriven() == null ? "" : query.redriven() ? " AND redrives > 0" : " AND redrives = 0";
        return tx.rows(
                "SELECT " + COLUMNS + " FROM execution WHERE owner = ? AND status = ? AND id < ?" + redriven
                        + " ORDER BY id DESC LIMIT ?",
                SqliteArchive::stored,
                owner,
                code(status),
                query.beforeId(),
                query.max());
    }

    @Override
    public List<Stored> listUp(String owner, ExecutionStatus status, long afterId, int max) {
        return database.read(tx -> tx.rows(
                "SELECT " + COLUMNS
                        + " FROM execution WHERE owner = (SELECT id FROM owner WHERE arn = ?) AND status = ? AND id > ? ORDER BY id LIMIT ?",
                SqliteArchive::stored,
                owner,
                code(status),
                afterId,
                max));
    }

    @Override
    public List<Count> counts(String owner) {
        return database.read(tx -> tx.rows(
                "SELECT status, count(*), sum(items) FROM execution WHERE owner = (SELECT id FROM owner WHERE arn = ?) GROUP BY status",
                row -> new Count(STATUSES.get((int) row.number(1)), row.number(2), row.number(3)),
                owner));
    }

    @Override
    public List<Chunk> chunksFrom(long execution, int event, int max) {
        return database.read(tx -> {
            long from = tx.first(
                            "SELECT position FROM chunk WHERE execution = ? AND first_event <= ? ORDER BY position DESC LIMIT 1",
                            row -> row.number(1),
                            execution,
                            event)
                    .orElse(0L);
            return tx.rows(
                    CHUNK + "WHERE execution = ? AND position >= ? ORDER BY position LIMIT ?",
                    SqliteArchive::chunk,
                    execution,
                    from,
                    max);
        });
    }

    @Override
    public Optional<Chunk> chunkBefore(long execution, long position) {
        return database.read(tx -> tx.first(
                CHUNK + "WHERE execution = ? AND position < ? ORDER BY position DESC LIMIT 1",
                SqliteArchive::chunk,
                execution,
                position));
    }

    @Override
    public Optional<Chunk> chunkWithPayloadBefore(long execution, int payload) {
        return database.read(tx -> tx.first(
                CHUNK + "WHERE execution = ? AND first_payload < ? ORDER BY position DESC LIMIT 1",
                SqliteArchive::chunk,
                execution,
                payload));
    }

    @Override
    public void eachOpen(long dueByMillis, Consumer<Stored> consumer) {
        database.read(tx -> {
            tx.each(
                    "SELECT " + COLUMNS + " FROM execution WHERE status = 0 AND due <= ? ORDER BY due, id",
                    row -> consumer.accept(stored(row)),
                    dueByMillis);
            return null;
        });
    }

    @Override
    public void putAside(Map<Long, Long> dueMillis) {
        database.write(tx -> {
            dueMillis.forEach(
                    (id, due) -> tx.update("UPDATE execution SET due = ? WHERE id = ? AND status = 0", due, id));
            return null;
        });
    }

    @Override
    public List<Stored> dueBetween(long fromMillis, long toMillis) {
        return database.read(tx -> tx.rows(
                "SELECT " + COLUMNS + " FROM execution WHERE status = 0 AND due >= ? AND due < ? ORDER BY due, id",
                SqliteArchive::stored,
                fromMillis,
                toMillis));
    }

    @Override
    public int deleteStoppedBefore(long millis, int max) {
        // Ids grow with the starts and nothing stops before it starts: the oldest ids are looked at in turn, and the
        // walk begins anew once it has met one that started too late.
        List<Stored> oldest = database.read(tx -> tx.rows(
                "SELECT " + COLUMNS + " FROM execution WHERE id > ? ORDER BY id LIMIT ?",
                SqliteArchive::stored,
                retentionCursor,
                max));
        List<Long> old = oldest.stream()
                .filter(stored -> stored.status().closed() && stored.stoppedMillis() < millis)
                .map(stored -> stored.header().id())
                .toList();
        boolean end = oldest.size() < max || oldest.getLast().startedMillis() >= millis;
        retentionCursor = end ? 0 : oldest.getLast().header().id();
        if (old.isEmpty()) return end ? 0 : max;
        database.write(tx -> {
            for (long id : old) {
                tx.update("DELETE FROM chunk WHERE execution = ?", id);
                tx.update("DELETE FROM execution WHERE id = ?", id);
            }
            return null;
        });
        return old.size();
    }

    private static long one(Tx tx, String sql) {
        return tx.first(sql, row -> row.number(1)).orElseThrow();
    }

    private static Stored stored(Row row) {
        return new Stored(
                Header.of(row.number(1), row.bytes(7)),
                STATUSES.get((int) row.number(2)),
                row.number(3),
                row.number(4),
                (int) row.number(5),
                row.number(6));
    }

    private static Chunk chunk(Row row) {
        byte[] body = row.bytes(5);
        if (checksum(body) != row.number(4)) throw new StorageException("a part of a history is damaged", null);
        return new Chunk(row.number(1), (int) row.number(2), (int) row.number(3), body);
    }

    private static int code(ExecutionStatus status) {
        return STATUSES.indexOf(status);
    }

    private static long checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /// 64 bits of an ARN (FNV-1a): short in the index; the row itself tells whether it is the one.
    static long key(String arn) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : arn.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        return hash;
    }
}
