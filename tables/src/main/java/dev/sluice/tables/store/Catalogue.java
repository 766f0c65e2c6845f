package dev.sluice.tables.store;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tables there are. A definition is read in the transaction that uses it and parsed only when it changed.
public final class Catalogue {
    private final Map<Long, Parsed> parsed = new ConcurrentHashMap<>();

    private record Parsed(String text, Table table) {}

    /// Number of items and their bytes.
    public record Tally(long items, long bytes) {}

    /// The table of this name.
    public Optional<Table> find(Tx tx, String name) {
        return tx.first(
                "SELECT id, definition FROM collection WHERE name = ?",
                row -> table(row.number(1), name, row.text(2)),
                name);
    }

    /// The table a request on items names, by name or ARN. @throws Refused if there is none
    public Table require(Tx tx, String nameOrArn) {
        return find(tx, name(nameOrArn))
                .orElseThrow(() -> new Refused("ResourceNotFoundException", "Requested resource not found"));
    }

    /// The name in a table's name or ARN.
    public static String name(String nameOrArn) {
        int at = nameOrArn.startsWith("arn:") ? nameOrArn.indexOf(":table/") : -1;
        return at < 0 ? nameOrArn : nameOrArn.substring(at + ":table/".length());
    }

    private Table table(long id, String name, String text) {
        Parsed known = parsed.get(id);
        if (known != null && known.text.equals(text)) return known.table;
        Table table = Table.of(id, name, Json.parseObject(text));
        parsed.put(id, new Parsed(text, table));
        return table;
    }

    /// Adds a table whose indexes have no ids yet.
    public Table create(Tx tx, String name, ObjectNode definition) {
        giveIds(tx, definition);
        String text = Json.write(definition);
        long id = tx.insert("INSERT INTO collection (name, definition) VALUES (?, ?)", name, text);
        tx.update("INSERT INTO tally (collection, items, bytes) VALUES (?, 0, 0)", id);
        return table(id, name, text);
    }

    /// Replaces a table's definition.
    public Table redefine(Tx tx, Table table, ObjectNode definition) {
        giveIds(tx, definition);
        String text = Json.write(definition);
        tx.update("UPDATE collection SET definition = ? WHERE id = ?", text, table.id());
        return table(table.id(), table.name(), text);
    }

    private static void giveIds(Tx tx, ObjectNode definition) {
        for (String member : List.of(Table.GLOBAL, Table.LOCAL)) {
            if (!(definition.get(member) instanceof ArrayNode indexes)) continue;
            for (int i = 0; i < indexes.size(); i++) {
                ObjectNode index = (ObjectNode) indexes.get(i);
                if (!index.has("id")) index.put("id", tx.insert("INSERT INTO index_number DEFAULT VALUES"));
            }
        }
    }

    /// Takes a table's name away; its rows go bit by bit, see [Items#clear].
    public void remove(Tx tx, Table table) {
        tx.update("UPDATE collection SET name = NULL WHERE id = ?", table.id());
        parsed.remove(table.id());
    }

    /// Tables whose name was taken away and whose rows may still be there.
    public List<Table> removed(Tx tx) {
        return tx.rows(
                "SELECT id, definition FROM collection WHERE name IS NULL LIMIT 100",
                row -> Table.of(row.number(1), "", Json.parseObject(row.text(2))));
    }

    /// All tables, by name. There are at most [dev.sluice.tables.Tables#TABLES_MAX].
    public List<Table> all(Tx tx) {
        return tx.rows(
                "SELECT id, name, definition FROM collection WHERE name IS NOT NULL ORDER BY name",
                row -> table(row.number(1), row.text(2), row.text(3)));
    }

    /// Names of tables after one name, in order.
    public List<String> names(Tx tx, String after, int limit) {
        return tx.rows(
                "SELECT name FROM collection WHERE name > ? ORDER BY name LIMIT ?", row -> row.text(1), after, limit);
    }

    /// How much a table holds.
    public Tally tally(Tx tx, Table table) {
        return tx.first(
                        "SELECT items, bytes FROM tally WHERE collection = ?",
                        row -> new Tally(row.number(1), row.number(2)),
                        table.id())
                .orElse(new Tally(0, 0));
    }

    /// How many items an index holds. Counts them one by one.
    public long entries(Tx tx, Index index) {
        return tx.first("SELECT count(*) FROM entry WHERE collection = ?", row -> row.number(1), index.id())
                .orElse(0L);
    }
}
