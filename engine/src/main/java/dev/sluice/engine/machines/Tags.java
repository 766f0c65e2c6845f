package dev.sluice.engine.machines;

import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tags of machines and activities.
final class Tags {
    static final String SCHEMA = """
            CREATE TABLE tag (resource TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (resource, key))
              WITHOUT ROWID
            """;

    /// AWS's quota of one resource's tags.
    static final int TAGS_MAX = 50;

    private final Database database;

    Tags(Database database) {
        this.database = database;
    }

    void add(String resourceArn, Map<String, String> tags) {
        database.write(tx -> {
            requireResource(tx, resourceArn);
            put(tx, resourceArn, tags);
            return null;
        });
    }

    static void put(Tx tx, String resourceArn, Map<String, String> tags) {
        tags.forEach((key, value) -> tx.update(
                "INSERT OR REPLACE INTO tag (resource, key, value) VALUES (?, ?, ?)", resourceArn, key, value));
        if (of(tx, resourceArn).size() > TAGS_MAX) {
            throw new Refused("TooManyTags", "Too many tags: a resource can have at most " + TAGS_MAX);
        }
    }

    void remove(String resourceArn, List<String> keys) {
        database.write(tx -> {
            requireResource(tx, resourceArn);
            keys.forEach(key -> tx.update("DELETE FROM tag WHERE resource = ? AND key = ?", resourceArn, key));
            return null;
        });
    }

    Map<String, String> list(String resourceArn) {
        return database.read(tx -> {
            requireResource(tx, resourceArn);
            return of(tx, resourceArn);
        });
    }

    private static Map<String, String> of(Tx tx, String resourceArn) {
        Map<String, String> tags = new LinkedHashMap<>();
        tx.each(
                "SELECT key, value FROM tag WHERE resource = ? ORDER BY key",
                row -> tags.put(row.text(1), row.text(2)),
                resourceArn);
        return tags;
    }

    private static void requireResource(Tx tx, String arn) {
        String kind = Names.arn(arn, "stateMachine", "activity").resource();
        String table = kind.startsWith("activity:") ? "activity" : "machine";
        boolean there = tx.first("SELECT 1 FROM " + table + " WHERE arn = ?", _ -> true, arn)
                .isPresent();
        if (!there) throw new Refused("ResourceNotFound", "Resource not found: '" + arn + "'");
    }
}
