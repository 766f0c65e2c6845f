package dev.sluice.logs;

import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.util.ArrayList;
import java.util.List;

/// Reads lines by the index of time, of one stream or of a whole group, and stops when there are enough.
final class LineQuery {
    private static final String COLUMNS = "SELECT id, stream, at, message, ingested FROM lines WHERE grp = ?";
    private static final String BOUNDS = " AND at >= ? AND at < ? AND (at, id) %s (?, ?) ORDER BY at %s, id %s";

    private LineQuery() {}

    static List<LogLine> run(Tx tx, String group, Lines wanted) {
        boolean one = wanted.streams().size() == 1;
        String direction = wanted.forward() ? "ASC" : "DESC";
        String sql = COLUMNS
                + (one ? " AND stream = ?" : "")
                + BOUNDS.formatted(wanted.forward() ? ">" : "<", direction, direction);
        Lines.Position after = wanted.after() == null ? start(wanted.forward()) : wanted.after();
        List<Object> arguments = new ArrayList<>(List.of(group));
        if (one) arguments.add(wanted.streams().getFirst());
        arguments.addAll(List.of(wanted.fromMillis(), wanted.toMillis(), after.millis(), after.id()));
        List<LogLine> lines = new ArrayList<>();
        tx.eachWhile(
                sql,
                row -> {
                    LogLine line = read(row);
                    if (fits(line, wanted)) lines.add(line);
                    return lines.size() < wanted.limit();
                },
                arguments.toArray());
        return lines;
    }

    private static Lines.Position start(boolean forward) {
        return forward
                ? new Lines.Position(Long.MIN_VALUE, Long.MIN_VALUE)
                : new Lines.Position(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private static boolean fits(LogLine line, Lines wanted) {
        boolean named = wanted.streams().isEmpty() || wanted.streams().contains(line.stream());
        String prefix = wanted.streamPrefix();
        return named
                && (prefix == null || line.stream().startsWith(prefix))
                && wanted.filter().matches(line.message());
    }

    private static LogLine read(Row row) {
        return new LogLine(row.number(1), row.text(2), row.number(3), row.text(4), row.number(5));
    }
}
