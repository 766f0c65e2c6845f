package dev.sluice.functions;

import dev.sluice.core.Json;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The functions users made, their permissions and tags, on disk.
final class Registry {
    static final List<String> SCHEMA = List.of("""
            CREATE TABLE function (name TEXT PRIMARY KEY, settings TEXT NOT NULL, code_id TEXT NOT NULL,
                sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL, revision TEXT NOT NULL);
            CREATE TABLE permission (function TEXT NOT NULL, sid TEXT NOT NULL, statement TEXT NOT NULL,
                PRIMARY KEY (function, sid));
            CREATE TABLE tag (function TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
                PRIMARY KEY (function, key));
            CREATE TABLE pending (id INTEGER PRIMARY KEY AUTOINCREMENT, function TEXT NOT NULL, payload BLOB NOT NULL,
                lineage TEXT NOT NULL, attempt INTEGER NOT NULL, due INTEGER NOT NULL);
            CREATE INDEX pending_due ON pending (due);
            """);

    private static final String COLUMNS = "name, settings, code_id, sha256, bytes, modified, revision";

    private final Database database;
    private final java.util.function.Function<String, String> arns;

    /// @param arns makes a function's ARN of its name
    Registry(Database database, java.util.function.Function<String, String> arns) {
        this.database = database;
        this.arns = arns;
    }

    Optional<Function> find(String name) {
        return database.read(
                tx -> tx.first("SELECT " + COLUMNS + " FROM function WHERE name = ?", this::function, name));
    }

    List<Function> all() {
        return database.read(tx -> tx.rows("SELECT " + COLUMNS + " FROM function ORDER BY name", this::function));
    }

    /// @return false if there is one of that name already
    boolean insert(Function function) {
        return database.write(tx -> {
            if (tx.first("SELECT 1 FROM function WHERE name = ?", row -> row.number(1), function.name())
                    .isPresent()) return false;
            tx.update("INSERT INTO function (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)", values(function));
            return true;
        });
    }

    void replace(Function function) {
        database.write(tx -> tx.update(
                "INSERT OR REPLACE INTO function (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)", values(function)));
    }

    void delete(String name) {
        database.write(tx -> {
            tx.update("DELETE FROM permission WHERE function = ?", name);
            tx.update("DELETE FROM tag WHERE function = ?", name);
            return tx.update("DELETE FROM function WHERE name = ?", name);
        });
    }

    /// @return false if the statement id is taken
    boolean addPermission(String name, String sid, JsonNode statement) {
        return database.write(tx ->
                tx.update("INSERT OR IGNORE INTO permission VALUES (?, ?, ?)", name, sid, Json.write(statement)) == 1);
    }

    boolean removePermission(String name, String sid) {
        return database.write(tx -> tx.update("DELETE FROM permission WHERE function = ? AND sid = ?", name, sid) == 1);
    }

    List<JsonNode> permissions(String name) {
        return database.read(tx -> tx.rows(
                "SELECT statement FROM permission WHERE function = ? ORDER BY sid",
                row -> Json.parse(row.text(1)),
                name));
    }

    void tag(String name, Map<String, String> tags) {
        database.write(tx -> {
            tags.forEach((key, value) -> tx.update("INSERT OR REPLACE INTO tag VALUES (?, ?, ?)", name, key, value));
            return null;
        });
    }

    void untag(String name, List<String> keys) {
        database.write(tx -> {
            keys.forEach(key -> tx.update("DELETE FROM tag WHERE function = ? AND key = ?", name, key));
            return null;
        });
    }

    Map<String, String> tags(String name) {
        Map<String, String> tags = new java.util.TreeMap<>();
        database.read(tx -> {
            tx.each("SELECT key, value FROM tag WHERE function = ?", row -> tags.put(row.text(1), row.text(2)), name);
            return null;
        });
        return tags;
    }

    private Function function(Row row) {
        return new Function(
                row.text(1),
                arns.apply(row.text(1)),
                settings(Json.parse(row.text(2))),
                row.text(3),
                row.text(4),
                row.number(5),
                Instant.ofEpochMilli(row.number(6)),
                row.text(7));
    }

    private static Object[] values(Function function) {
        return new Object[] {
            function.name(),
            Json.write(json(function.settings())),
            function.codeId(),
            function.codeSha256(),
            function.codeBytes(),
            function.modified().toEpochMilli(),
            function.revision()
        };
    }

    private static ObjectNode json(FunctionSettings settings) {
        ObjectNode json = Json.object(
                "runtime", settings.runtime(),
                "handler", settings.handler(),
                "role", settings.role(),
                "description", settings.description());
        json.put("timeoutSeconds", settings.timeoutSeconds());
        json.put("memoryMegabytes", settings.memoryMegabytes());
        ObjectNode environment = json.putObject("environment");
        settings.environment().forEach(environment::put);
        return json;
    }

    private static FunctionSettings settings(JsonNode json) {
        Map<String, String> environment = new HashMap<>();
        json.path("environment")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asString()));
        return new FunctionSettings(
                json.path("runtime").asString(),
                json.path("handler").asString(),
                json.path("role").asString(),
                json.path("description").asString(),
                json.path("timeoutSeconds").asInt(),
                json.path("memoryMegabytes").asInt(),
                environment);
    }
}
