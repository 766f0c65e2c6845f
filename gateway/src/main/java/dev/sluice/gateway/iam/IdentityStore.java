package dev.sluice.gateway.iam;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/// Users, roles, policies and keys on disk, with all of them in memory, as every request asks for some.
///
/// A change is in memory once it is on disk. Changes are made one at a time; reading never waits for one.
final class IdentityStore implements AutoCloseable {
    /// AWS's quota is 1,000 roles and 5,000 users; keys of sessions come on top.
    static final int ENTRIES_MAX = 50_000;

    /// What is kept.
    enum Kind {
        ROLE,
        USER,
        POLICY,
        KEY
    }

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE entry (kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, name))");

    private final Database database;
    private final Map<Kind, SortedMap<String, JsonNode>> entries = new EnumMap<>(Kind.class);

    private IdentityStore(Database database) {
        this.database = database;
        for (Kind kind : Kind.values()) entries.put(kind, new ConcurrentSkipListMap<>());
        database.read(tx -> tx.rows(
                        "SELECT kind, name, body FROM entry LIMIT " + ENTRIES_MAX,
                        row -> List.of(row.text(1), row.text(2), row.text(3))))
                .forEach(row -> all(Kind.valueOf(row.get(0))).put(row.get(1), Json.parse(row.get(2))));
    }

    static IdentityStore open(Path file) {
        return new IdentityStore(Database.open(file, SCHEMA));
    }

    private SortedMap<String, JsonNode> all(Kind kind) {
        return entries.getOrDefault(kind, new TreeMap<>());
    }

    Optional<JsonNode> find(Kind kind, String name) {
        return Optional.ofNullable(all(kind).get(name));
    }

    /// All of a kind, by name.
    List<JsonNode> list(Kind kind) {
        return List.copyOf(all(kind).values());
    }

    synchronized void put(Kind kind, String name, JsonNode body) {
        if (all(kind).size() >= ENTRIES_MAX && !all(kind).containsKey(name)) {
            throw new Refused("LimitExceeded", "Cannot exceed quota for " + kind + ": " + ENTRIES_MAX);
        }
        database.write(tx -> tx.update(
                "INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
                kind.name(),
                name,
                Json.write(body)));
        all(kind).put(name, body);
    }

    synchronized void remove(Kind kind, String name) {
        database.write(tx -> tx.update("DELETE FROM entry WHERE kind = ? AND name = ?", kind.name(), name));
        all(kind).remove(name);
    }

    @Override
    public void close() {
        database.close();
    }
}
