package dev.sluice.logs;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Log groups, streams and lines in one SQLite file.
///
/// What clients put is on disk when the call returns. What the server itself writes ([#append]) follows within moments:
/// logs are delivered as well as can be, as with AWS, and never hold up what they tell of.
public final class Logs implements AutoCloseable {
    /// UTF-8 bytes of one line, as AWS limits them.
    public static final int LINE_BYTES_MAX = 1_048_576;

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE groups (name TEXT PRIMARY KEY, created INTEGER NOT NULL, bytes INTEGER NOT NULL DEFAULT 0,"
                    + " days INTEGER) WITHOUT ROWID",
            "CREATE TABLE streams (grp TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, first INTEGER,"
                    + " last INTEGER, ingested INTEGER, PRIMARY KEY (grp, name)) WITHOUT ROWID",
            "CREATE TABLE lines (id INTEGER PRIMARY KEY AUTOINCREMENT, grp TEXT NOT NULL, stream TEXT NOT NULL, at"
                    + " INTEGER NOT NULL, message TEXT NOT NULL, ingested INTEGER NOT NULL)",
            "CREATE INDEX lines_in_time ON lines (grp, at, id)",
            "CREATE INDEX lines_of_stream ON lines (grp, stream, at, id)");

    private final Database database;
    private final InstantSource clock;
    private final Appender appender;

    private Logs(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.appender = new Appender(this::writeAll);
    }

    /// Opens or makes the file.
    public static Logs open(Path file, InstantSource clock) {
        return new Logs(Database.open(file, SCHEMA), clock);
    }

    /// Makes a group. @throws Refused `ResourceAlreadyExistsException`
    public void createGroup(String name) {
        int made = database.write(
                tx -> tx.update("INSERT OR IGNORE INTO groups (name, created) VALUES (?, ?)", name, clock.millis()));
        if (made == 0) throw exists("log group");
    }

    /// Deletes a group with all its lines. @throws Refused `ResourceNotFoundException`
    public void deleteGroup(String name) {
        database.write(tx -> {
            requireGroup(tx, name);
            tx.update("DELETE FROM lines WHERE grp = ?", name);
            tx.update("DELETE FROM streams WHERE grp = ?", name);
            return tx.update("DELETE FROM groups WHERE name = ?", name);
        });
    }

    /// A group, if there is one.
    public Optional<LogGroup> group(String name) {
        return database.read(
                tx -> tx.first("SELECT name, created, bytes, days FROM groups WHERE name = ?", Logs::readGroup, name));
    }

    /// Groups by name, from the one that follows `after`.
    ///
    /// @param wanted asked for each name
    public List<LogGroup> groups(Predicate<String> wanted, String after, int limit) {
        List<LogGroup> found = new ArrayList<>();
        database.read(tx -> {
            tx.eachWhile(
                    "SELECT name, created, bytes, days FROM groups WHERE name > ? ORDER BY name",
                    row -> {
                        LogGroup group = readGroup(row);
                        if (wanted.test(group.name())) found.add(group);
                        return found.size() < limit;
                    },
                    after);
            return found;
        });
        return found;
    }

    /// Sets how long a group's lines are kept. @param days null for ever
    public void retain(String group, @Nullable Long days) {
        database.write(tx -> {
            requireGroup(tx, group);
            return tx.update("UPDATE groups SET days = ? WHERE name = ?", days, group);
        });
    }

    /// Makes a stream. @throws Refused `ResourceAlreadyExistsException`, `ResourceNotFoundException`
    public void createStream(String group, String name) {
        int made = database.write(tx -> {
            requireGroup(tx, group);
            return tx.update(
                    "INSERT OR IGNORE INTO streams (grp, name, created) VALUES (?, ?, ?)", group, name, clock.millis());
        });
        if (made == 0) throw exists("log stream");
    }

    /// Deletes a stream with its lines. @throws Refused `ResourceNotFoundException`
    public void deleteStream(String group, String name) {
        database.write(tx -> {
            requireStream(tx, group, name);
            tx.update("DELETE FROM lines WHERE grp = ? AND stream = ?", group, name);
            return tx.update("DELETE FROM streams WHERE grp = ? AND name = ?", group, name);
        });
    }

    /// A group's streams by name or by their last line. @throws Refused `ResourceNotFoundException`
    public List<LogStream> streams(String group, String prefix, boolean byLastLine, boolean descending) {
        String order = byLastLine ? "coalesce(last, 0), name" : "name";
        String sql = "SELECT name, created, first, last, ingested FROM streams WHERE grp = ? AND substr(name, 1, ?) = ?"
                + " ORDER BY " + order;
        List<LogStream> streams = database.read(tx -> {
            requireGroup(tx, group);
            return tx.rows(sql, Logs::readStream, group, prefix.length(), prefix);
        });
        return descending ? streams.reversed() : streams;
    }

    /// Adds lines to a stream; they are on disk when this returns. @throws Refused `ResourceNotFoundException`
    public void put(String group, String stream, List<NewLine> lines) {
        database.write(tx -> {
            requireStream(tx, group, stream);
            write(tx, group, stream, lines);
            return true;
        });
    }

    /// A line that is to be kept.
    public record NewLine(long millis, String message) {}

    /// Adds a line from inside the server, soon; a missing stream is made, a missing group drops the line.
    public void append(String group, String stream, NewLine line) {
        appender.add(new Appender.Entry(group, stream, line));
    }

    private void writeAll(List<Appender.Entry> entries) {
        database.write(tx -> {
            for (Appender.Entry entry : entries) {
                if (!has(tx, "SELECT 1 FROM groups WHERE name = ?", entry.group())) continue;
                tx.update(
                        "INSERT OR IGNORE INTO streams (grp, name, created) VALUES (?, ?, ?)",
                        entry.group(),
                        entry.stream(),
                        clock.millis());
                write(tx, entry.group(), entry.stream(), List.of(entry.line()));
            }
            return true;
        });
    }

    private void write(Tx tx, String group, String stream, List<NewLine> lines) {
        long now = clock.millis();
        for (NewLine line : lines) {
            tx.update(
                    "INSERT INTO lines (grp, stream, at, message, ingested) VALUES (?, ?, ?, ?, ?)",
                    group,
                    stream,
                    line.millis(),
                    line.message(),
                    now);
            tx.update(
                    "UPDATE streams SET first = min(coalesce(first, ?), ?), last = max(coalesce(last, ?), ?),"
                            + " ingested = ? WHERE grp = ? AND name = ?",
                    line.millis(),
                    line.millis(),
                    line.millis(),
                    line.millis(),
                    now,
                    group,
                    stream);
            tx.update("UPDATE groups SET bytes = bytes + ? WHERE name = ?", Json.utf8Bytes(line.message()), group);
        }
    }

    /// Lines in the order of time. @throws Refused `ResourceNotFoundException`
    public List<LogLine> lines(String group, Lines wanted) {
        return database.read(tx -> {
            if (wanted.streams().size() == 1)
                requireStream(tx, group, wanted.streams().getFirst());
            else requireGroup(tx, group);
            return LineQuery.run(tx, group, wanted);
        });
    }

    /// Takes away what groups no longer keep.
    public void sweep() {
        long day = Duration.ofDays(1).toMillis();
        database.write(tx -> tx.update(
                "DELETE FROM lines WHERE EXISTS (SELECT 1 FROM groups WHERE name = grp AND days IS NOT NULL AND at < ?"
                        + " - days * ?)",
                clock.millis(),
                day));
    }

    private static void requireGroup(Tx tx, String name) {
        if (!has(tx, "SELECT 1 FROM groups WHERE name = ?", name)) throw missing("log group");
    }

    private static void requireStream(Tx tx, String group, String name) {
        requireGroup(tx, group);
        if (!has(tx, "SELECT 1 FROM streams WHERE grp = ? AND name = ?", group, name)) throw missing("log stream");
    }

    private static boolean has(Tx tx, String sql, Object... arguments) {
        return tx.first(sql, row -> true, arguments).isPresent();
    }

    private static Refused missing(String what) {
        return new Refused("ResourceNotFoundException", "The specified " + what + " does not exist.");
    }

    private static Refused exists(String what) {
        return new Refused("ResourceAlreadyExistsException", "The specified " + what + " already exists");
    }

    private static LogGroup readGroup(Row row) {
        return new LogGroup(row.text(1), row.number(2), row.number(3), row.numberOrNull(4));
    }

    private static LogStream readStream(Row row) {
        return new LogStream(row.text(1), row.number(2), row.numberOrNull(3), row.numberOrNull(4), row.numberOrNull(5));
    }

    /// Writes what was appended and closes the file.
    @Override
    public void close() {
        appender.close();
        database.close();
    }
}
