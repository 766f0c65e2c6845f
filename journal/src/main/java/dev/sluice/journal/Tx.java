package dev.sluice.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One connection's view of the database while a piece of work runs. Never used after that work returns, nor by two
/// threads. Statements are prepared once per connection, so write each as one constant text with `?` in it.
public final class Tx {
    private static final int STATEMENTS_MAX = 256;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

    Tx(Connection connection) {
        this.connection = connection;
    }

    /// Runs an INSERT, UPDATE or DELETE.
    ///
    /// @param arguments String, Long/Integer, Double, Boolean (as 0/1), byte[] or null, in order
    /// @return how many rows it changed
    public int update(String sql, @Nullable Object... arguments) {
        try {
            return bind(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// Runs an INSERT into a table with an integer key.
    ///
    /// @return the key of the new row
    public long insert(String sql, @Nullable Object... arguments) {
        update(sql, arguments);
        return first("SELECT last_insert_rowid()", row -> row.number(1)).orElseThrow();
    }

    /// All rows of a query, each turned into a value. Put a LIMIT into the query: the list is held in memory.
    public <T> List<T> rows(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        List<T> all = new ArrayList<>();
        each(sql, row -> all.add(reader.apply(row)), arguments);
        return all;
    }

    /// The first row of a query, if there is one. The reader must not answer null.
    public <T> Optional<T> first(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
        List<T> one = new ArrayList<>(1);
        eachWhile(sql, row -> !one.add(reader.apply(row)), arguments);
        return one.isEmpty() ? Optional.empty() : Optional.of(one.getFirst());
    }

    /// Hands every row of a query to a consumer; nothing is held in memory. The consumer may not write.
    public void each(String sql, Consumer<Row> consumer, @Nullable Object... arguments) {
        eachWhile(
                sql,
                row -> {
                    consumer.accept(row);
                    return true;
                },
                arguments);
    }

    /// Hands row after row of a query to a visitor until it answers false. The visitor may not write.
    public void eachWhile(String sql, Predicate<Row> visitor, @Nullable Object... arguments) {
        try (ResultSet result = bind(sql, arguments).executeQuery()) {
            Row row = new Row(result);
            while (result.next() && visitor.test(row)) {}
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close", e);
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object[] arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
            if (statements.size() > STATEMENTS_MAX)
                statements.pollFirstEntry().getValue().close();
        }
        for (int i = 0; i < arguments.length; i++) set(statement, i + 1, arguments[i]);
        return statement;
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, java.sql.Types.NULL);
            case String text -> statement.setString(index, text);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Double number -> statement.setDouble(index, number);
            default -> throw new IllegalArgumentException("cannot store a " + value.getClass());
        }
    }

    private static StorageException failed(String sql, SQLException e) {
        return new StorageException(e.getMessage() + " [" + sql + "]", e);
    }
}
