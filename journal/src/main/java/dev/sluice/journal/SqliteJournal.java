package dev.sluice.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// The log as one SQLite file: a row for each blob, a transaction with one disk sync for each append.
///
/// Every row carries a checksum over its position, partition and body, so a torn page or a flipped bit is found when
/// the row is read, by [StorageException], and never served.
public final class SqliteJournal implements Journal {
    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE log (position INTEGER PRIMARY KEY, partition INTEGER NOT NULL, crc INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE TABLE tail (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL);
            INSERT INTO tail VALUES (1, 0)
            """);

    private final Tx writer;
    private long lastPosition;

    private SqliteJournal(Tx writer) {
        this.writer = writer;
        long truncated =
                writer.first("SELECT position FROM tail", row -> row.number(1)).orElseThrow();
        long last = writer.first("SELECT position FROM log ORDER BY position DESC LIMIT 1", row -> row.number(1))
                .orElse(0L);
        this.lastPosition = Math.max(truncated, last);
    }

    /// Opens or creates the file. @throws StorageException if it can't be opened or is from a newer version
    public static SqliteJournal open(Path file) {
        Tx writer = Database.connect(file, false);
        Database.migrate(file, writer, SCHEMA);
        return new SqliteJournal(writer);
    }

    @Override
    public void append(List<Entry> entries) {
        inTransaction(() -> {
            for (Entry entry : entries) {
                writer.update(
                        "INSERT OR REPLACE INTO log (position, partition, crc, body) VALUES (?, ?, ?, ?)",
                        entry.position(),
                        entry.partition(),
                        checksum(entry),
                        entry.body());
            }
        });
        if (!entries.isEmpty()) lastPosition = entries.getLast().position();
    }

    @Override
    public void replay(long afterPosition, Consumer<Entry> consumer) {
        writer.each(
                "SELECT position, partition, crc, body FROM log WHERE position > ? ORDER BY position",
                row -> consumer.accept(
                        checked(new Entry(row.number(1), (int) row.number(2), row.bytes(4)), row.number(3))),
                afterPosition);
    }

    @Override
    public int truncate(long throughPosition, int entriesMax) {
        long[] removed = new long[1];
        inTransaction(() -> {
            // The highest position has to be remembered: an emptied log must not hand it out a second time.
            writer.update("UPDATE tail SET position = ?", lastPosition);
            removed[0] = writer.update(
                    "DELETE FROM log WHERE position IN (SELECT position FROM log WHERE position <= ? ORDER BY position LIMIT ?)",
                    throughPosition,
                    entriesMax);
        });
        return (int) removed[0];
    }

    @Override
    public long lastPosition() {
        return lastPosition;
    }

    @Override
    public void close() {
        writer.close();
    }

    private void inTransaction(Runnable work) {
        writer.execute("BEGIN IMMEDIATE");
        try {
            work.run();
            writer.execute("COMMIT");
        } catch (RuntimeException e) {
            rollBack();
            throw e;
        }
    }

    private void rollBack() {
        try {
            writer.execute("ROLLBACK");
        } catch (StorageException alreadyRolledBack) {
            // A full disk makes SQLite roll back by itself; the caller gets the first failure either way.
        }
    }

    private static Entry checked(Entry entry, long crc) {
        if (checksum(entry) != crc) {
            throw new StorageException("journal entry " + entry.position() + " is damaged: its checksum differs", null);
        }
        return entry;
    }

    private static long checksum(Entry entry) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12)
                .putLong(entry.position())
                .putInt(entry.partition())
                .flip());
        crc.update(entry.body());
        return crc.getValue();
    }
}
