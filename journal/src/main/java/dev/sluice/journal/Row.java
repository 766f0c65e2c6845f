package dev.sluice.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The row a query stands on; columns count from 1. Valid only inside the reader it was handed to.
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /// A text that the schema says is never null.
    public String text(int column) {
        String value = textOrNull(column);
        if (value == null) throw new StorageException("column " + column + " is null", null);
        return value;
    }

    /// A text, or null where the row has none.
    public @Nullable String textOrNull(int column) {
        return read(() -> result.getString(column));
    }

    /// An integer; 0 where the row has none.
    public long number(int column) {
        Long value = read(() -> result.getLong(column));
        return value == null ? 0 : value;
    }

    /// An integer, or null where the row has none.
    public @Nullable Long numberOrNull(int column) {
        return read(() -> {
            long value = result.getLong(column);
            return result.wasNull() ? null : value;
        });
    }

    /// A flag stored as 0 or 1.
    public boolean flag(int column) {
        return number(column) != 0;
    }

    /// Bytes that the schema says are never null.
    public byte[] bytes(int column) {
        byte[] value = bytesOrNull(column);
        if (value == null) throw new StorageException("column " + column + " is null", null);
        return value;
    }

    /// Bytes, or null where the row has none.
    public byte @Nullable [] bytesOrNull(int column) {
        return read(() -> result.getBytes(column));
    }

    private static <T> @Nullable T read(Column<T> column) {
        try {
            return column.get();
        } catch (SQLException e) {
            throw new StorageException("reading a column: " + e.getMessage(), e);
        }
    }

    private interface Column<T> {
        @Nullable
        T get() throws SQLException;
    }
}
