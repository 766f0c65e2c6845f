package dev.sluice.tables.store;

import dev.sluice.core.Json;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import dev.sluice.tables.value.KeyBytes;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Items as rows in the order of their keys, with an entry for each index that holds them. Row and entries change
/// together, so an index never disagrees with its table.
public final class Items {
    /// What the database needs; append only.
    public static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE collection (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, definition TEXT NOT NULL);
            CREATE TABLE tally (collection INTEGER PRIMARY KEY, items INTEGER NOT NULL, bytes INTEGER NOT NULL);
            CREATE TABLE index_number (id INTEGER PRIMARY KEY AUTOINCREMENT);
            CREATE TABLE item (id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, partition BLOB NOT NULL,
                place BLOB NOT NULL, bytes INTEGER NOT NULL, expires INTEGER, body BLOB NOT NULL);
            CREATE UNIQUE INDEX item_key ON item (collection, partition, place);
            CREATE INDEX item_expiry ON item (collection, expires) WHERE expires IS NOT NULL;
            CREATE TABLE entry (collection INTEGER NOT NULL, partition BLOB NOT NULL, place BLOB NOT NULL,
                item INTEGER NOT NULL, PRIMARY KEY (collection, partition, place)) WITHOUT ROWID;
            CREATE TABLE request_token (token TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, at INTEGER NOT NULL);
            CREATE INDEX request_token_age ON request_token (at)
            """);

    /// Rows changed in one go by work that may take long, so that other writes get their turn.
    public static final int ROWS_AT_ONCE_MAX = 500;

    /// An item that is there. @param bytes as DynamoDB counts them
    public record Stored(long row, Value.Document item, int bytes) {}

    /// Which rows a read visits, in which order.
    ///
    /// @param partition the one wanted; null for all from `low` on
    /// @param low the first wanted place, or for all partitions the partition to begin with
    /// @param high what is greater than all wanted places or partitions; null for no bound
    /// @param after the entry after which to go on; null to begin at the beginning
    public record Range(
            byte @Nullable [] partition,
            byte[] low,
            byte @Nullable [] high,
            boolean forward,
            @Nullable Position after) {}

    /// Where an item or entry stands.
    public record Position(byte[] partition, byte[] place) {}

    /// The item with this key.
    public Optional<Stored> find(Tx tx, Table table, Value.Document key) {
        return tx.first(
                "SELECT id, body, bytes FROM item WHERE collection = ? AND partition = ? AND place = ?",
                Items::stored,
                table.id(),
                table.key().partitionBytes(key),
                table.key().sortBytes(key));
    }

    private static Stored stored(Row row) {
        return new Stored(row.number(1), ValueJson.readItem(Json.parse(row.bytes(2))), (int) row.number(3));
    }

    /// Writes an item, in place of the old one if there is one.
    ///
    /// @return the indexes whose entries changed
    public List<Index> put(Tx tx, Table table, @Nullable Stored old, Value.Document item) {
        for (Index index : table.indexes()) index.requireIndexable(item);
        int bytes = ValueJson.itemBytes(item);
        byte[] body = Json.writeBytes(ValueJson.write(item));
        Long expires = expiry(table, item);
        long row;
        if (old == null) {
            row = tx.insert(
                    "INSERT INTO item (collection, partition, place, bytes, expires, body) VALUES (?, ?, ?, ?, ?, ?)",
                    table.id(),
                    table.key().partitionBytes(item),
                    table.key().sortBytes(item),
                    bytes,
                    expires,
                    body);
            count(tx, table, 1, bytes);
        } else {
            row = old.row();
            tx.update("UPDATE item SET bytes = ?, expires = ?, body = ? WHERE id = ?", bytes, expires, body, row);
            count(tx, table, 0, bytes - old.bytes());
        }
        return reindex(tx, table, row, old == null ? null : old.item(), item);
    }

    /// Deletes an item. @return the indexes whose entries changed
    public List<Index> delete(Tx tx, Table table, Stored old) {
        tx.update("DELETE FROM item WHERE id = ?", old.row());
        count(tx, table, -1, -old.bytes());
        return reindex(tx, table, old.row(), old.item(), null);
    }

    private static void count(Tx tx, Table table, int items, int bytes) {
        tx.update(
                "UPDATE tally SET items = items + ?, bytes = bytes + ? WHERE collection = ?", items, bytes, table.id());
    }

    private static List<Index> reindex(
            Tx tx, Table table, long row, Value.@Nullable Document before, Value.@Nullable Document after) {
        List<Index> changed = new ArrayList<>();
        for (Index index : table.indexes()) {
            Position old = position(table, index, before);
            Position now = position(table, index, after);
            boolean moved = !same(old, now);
            if (moved && old != null) removeEntry(tx, index, old);
            if (moved && now != null) addEntry(tx, index, now, row);
            boolean rewritten = old != null
                    && before != null
                    && after != null
                    && !index.project(before).equals(index.project(after));
            if (moved || rewritten) changed.add(index);
        }
        return changed;
    }

    /// Where the item's entry stands in an index; null if the index doesn't hold it.
    private static @Nullable Position position(Table table, Index index, Value.@Nullable Document item) {
        if (item == null || !index.key().isIn(item)) return null;
        return new Position(index.key().partitionBytes(item), index.place(item, table.key()));
    }

    private static boolean same(@Nullable Position one, @Nullable Position two) {
        if (one == null || two == null) return one == null && two == null;
        return Arrays.equals(one.partition, two.partition) && Arrays.equals(one.place, two.place);
    }

    private static void addEntry(Tx tx, Index index, Position at, long row) {
        tx.update(
                "INSERT INTO entry (collection, partition, place, item) VALUES (?, ?, ?, ?)",
                index.id(),
                at.partition,
                at.place,
                row);
    }

    private static void removeEntry(Tx tx, Index index, Position at) {
        tx.update(
                "DELETE FROM entry WHERE collection = ? AND partition = ? AND place = ?",
                index.id(),
                at.partition,
                at.place);
    }

    /// Visits items in order, of the table or of one of its indexes, until the visitor answers false.
    public void walk(Tx tx, Table table, @Nullable Index index, Range range, Predicate<Stored> visitor) {
        String from = index == null
                ? "SELECT k.id, k.body, k.bytes FROM item k WHERE k.collection = ?"
                : "SELECT i.id, i.body, i.bytes FROM entry k CROSS JOIN item i ON i.id = k.item WHERE k.collection = ?";
        List<Object> arguments = new ArrayList<>();
        arguments.add(index == null ? table.id() : index.id());
        String where = range.partition == null ? allPartitions(range, arguments) : onePartition(range, arguments);
        tx.eachWhile(from + where, row -> visitor.test(stored(row)), arguments.toArray());
    }

    private static String onePartition(Range range, List<Object> arguments) {
        byte[] low = range.low;
        byte[] high = range.high;
        if (range.after != null && range.forward) low = later(low, KeyBytes.after(range.after.place));
        if (range.after != null && !range.forward) high = earlier(high, range.after.place);
        arguments.add(java.util.Objects.requireNonNull(range.partition));
        arguments.add(low);
        if (high != null) arguments.add(high);
        return " AND k.partition = ? AND k.place >= ?" + (high == null ? "" : " AND k.place < ?") + " ORDER BY k.place"
                + (range.forward ? "" : " DESC");
    }

    private static String allPartitions(Range range, List<Object> arguments) {
        Position after = range.after == null ? new Position(range.low, new byte[0]) : range.after;
        arguments.add(after.partition);
        arguments.add(after.place);
        if (range.high != null) arguments.add(range.high);
        return " AND (k.partition, k.place) > (?, ?)" + (range.high == null ? "" : " AND k.partition < ?")
                + " ORDER BY k.partition, k.place";
    }

    private static byte[] later(byte[] one, byte[] two) {
        return Arrays.compareUnsigned(one, two) >= 0 ? one : two;
    }

    private static byte[] earlier(byte @Nullable [] one, byte[] two) {
        return one != null && Arrays.compareUnsigned(one, two) <= 0 ? one : two;
    }

    /// Adds entries to an index that is new; items whose attribute has another type stay out, as with AWS's backfill.
    public void fill(Tx tx, Table table, Index index) {
        List<Stored> batch = new ArrayList<>();
        long after = 0;
        do {
            batch.clear();
            batch.addAll(tx.rows(
                    "SELECT id, body, bytes FROM item WHERE collection = ? AND id > ? ORDER BY id LIMIT "
                            + ROWS_AT_ONCE_MAX,
                    Items::stored,
                    table.id(),
                    after));
            for (Stored stored : batch) {
                Position at = position(table, index, stored.item);
                if (at != null) addEntry(tx, index, at, stored.row);
                after = stored.row;
            }
        } while (!batch.isEmpty());
    }

    /// Removes all entries of an index.
    public void drop(Tx tx, Index index) {
        tx.update("DELETE FROM entry WHERE collection = ?", index.id());
    }

    /// Removes some rows of a table whose name was taken away. @return whether to call it again
    public boolean clear(Tx tx, Table table) {
        int gone = tx.update(
                "DELETE FROM item WHERE id IN (SELECT id FROM item WHERE collection = ? LIMIT " + ROWS_AT_ONCE_MAX
                        + ")",
                table.id());
        if (gone > 0) return true;
        for (Index index : table.indexes()) drop(tx, index);
        tx.update("DELETE FROM tally WHERE collection = ?", table.id());
        tx.update("DELETE FROM collection WHERE id = ?", table.id());
        return false;
    }

    /// Items whose time has come, the oldest first.
    public List<Stored> expired(Tx tx, Table table, long earliestSecond, long nowSecond) {
        return tx.rows(
                "SELECT id, body, bytes FROM item WHERE collection = ? AND expires BETWEEN ? AND ? ORDER BY expires LIMIT "
                        + ROWS_AT_ONCE_MAX,
                Items::stored,
                table.id(),
                earliestSecond,
                nowSecond);
    }

    /// Writes down anew when each item expires, after the attribute that says so has changed.
    public void reschedule(Tx tx, Table table) {
        tx.update("UPDATE item SET expires = NULL WHERE collection = ? AND expires IS NOT NULL", table.id());
        if (table.expiryAttribute() == null) return;
        List<Stored> batch = new ArrayList<>();
        long after = 0;
        do {
            batch.clear();
            batch.addAll(tx.rows(
                    "SELECT id, body, bytes FROM item WHERE collection = ? AND id > ? ORDER BY id LIMIT "
                            + ROWS_AT_ONCE_MAX,
                    Items::stored,
                    table.id(),
                    after));
            for (Stored stored : batch) {
                tx.update("UPDATE item SET expires = ? WHERE id = ?", expiry(table, stored.item), stored.row);
                after = stored.row;
            }
        } while (!batch.isEmpty());
    }

    private static @Nullable Long expiry(Table table, Value.Document item) {
        String attribute = table.expiryAttribute();
        if (attribute == null) return null;
        if (!(item.attributes().get(attribute) instanceof Value.Num(BigDecimal second))) return null;
        boolean inRange = second.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
        return inRange ? second.setScale(0, RoundingMode.FLOOR).longValueExact() : null;
    }
}
