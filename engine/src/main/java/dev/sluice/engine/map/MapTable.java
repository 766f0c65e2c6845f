package dev.sluice.engine.map;

import dev.sluice.engine.MapRuns;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of map runs; how many children stand where is counted from the executions themselves.
final class MapTable {
    static final String SCHEMA = """
            CREATE TABLE map_run (
              id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, execution TEXT NOT NULL,
              machine TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL, stopped INTEGER NOT NULL,
              concurrency INTEGER NOT NULL, tolerated_count INTEGER NOT NULL, tolerated_percentage REAL NOT NULL,
              items INTEGER NOT NULL);
            CREATE INDEX map_run_by_execution ON map_run (execution, id)
            """;

    private static final String SELECT = """
            SELECT arn, execution, machine, status, started, stopped, concurrency, tolerated_count,
              CAST(tolerated_percentage * 1000000 AS INTEGER), items, id FROM map_run
            """;
    private static final double MILLIONTHS = 1_000_000;

    private final Database database;

    /// @param items how many there are in all; 0 until that is known
    record Run(
            long id,
            String arn,
            String execution,
            String machine,
            String status,
            Instant started,
            @Nullable Instant stopped,
            MapRuns.Limits limits,
            long items) {}

    MapTable(Database database) {
        this.database = database;
    }

    /// Adds a run; one that is there, from before a restart, stays.
    Run begin(String arn, String execution, String machine, MapRuns.Limits limits, long nowMillis) {
        return database.write(tx -> {
            tx.update(
                    "INSERT OR IGNORE INTO map_run (arn, execution, machine, status, started, stopped, concurrency, tolerated_count, tolerated_percentage, items) VALUES (?, ?, ?, 'RUNNING', ?, 0, ?, ?, ?, 0)",
                    arn,
                    execution,
                    machine,
                    nowMillis,
                    limits.maxConcurrency(),
                    limits.toleratedFailureCount(),
                    limits.toleratedFailurePercentage());
            return tx.first(SELECT + "WHERE arn = ?", MapTable::run, arn).orElseThrow();
        });
    }

    void end(String arn, String status, long items, long nowMillis) {
        database.write(tx -> tx.update(
                "UPDATE map_run SET status = ?, stopped = ?, items = ? WHERE arn = ?", status, nowMillis, items, arn));
    }

    void limits(String arn, MapRuns.Limits limits) {
        database.write(tx -> tx.update(
                "UPDATE map_run SET concurrency = ?, tolerated_count = ?, tolerated_percentage = ? WHERE arn = ?",
                limits.maxConcurrency(),
                limits.toleratedFailureCount(),
                limits.toleratedFailurePercentage(),
                arn));
    }

    Optional<Run> find(String arn) {
        return database.read(tx -> tx.first(SELECT + "WHERE arn = ?", MapTable::run, arn));
    }

    /// The runs of an execution, latest first.
    List<Run> of(String execution) {
        return database.read(
                tx -> tx.rows(SELECT + "WHERE execution = ? ORDER BY id DESC LIMIT 1000", MapTable::run, execution));
    }

    private static Run run(Row row) {
        long stopped = row.number(6);
        return new Run(
                row.number(11),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                Instant.ofEpochMilli(row.number(5)),
                stopped == 0 ? null : Instant.ofEpochMilli(stopped),
                new MapRuns.Limits((int) row.number(7), row.number(9) / MILLIONTHS, row.number(8)),
                row.number(10));
    }
}
