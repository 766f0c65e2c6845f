package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.tables.store.Index;
import dev.sluice.tables.store.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Adds up the capacity a request consumes, table by table, for ReturnConsumedCapacity. Nothing is limited by it.
///
/// @see <a
// href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Capacity
// units</a>
final class Capacity {
    private static final int READ_UNIT_BYTES = 4_096;
    private static final int WRITE_UNIT_BYTES = 1_024;

    private final String wanted;
    private final boolean transaction;
    private final Map<String, Used> tables = new LinkedHashMap<>();

    private static final class Used {
        private double table;
        private boolean reads;
        private final Map<String, Double> global = new LinkedHashMap<>();
        private final Map<String, Double> local = new LinkedHashMap<>();

        double total() {
            double indexes = 0;
            for (double units : global.values()) indexes += units;
            for (double units : local.values()) indexes += units;
            return table + indexes;
        }
    }

    /// @param transaction whether every unit counts twice
    Capacity(JsonNode request, boolean transaction) {
        this.wanted = request.path("ReturnConsumedCapacity").asString("NONE");
        this.transaction = transaction;
    }

    /// Counts what was read from a table or one of its indexes in one go.
    void read(Table table, @Nullable Index index, long bytes, boolean consistent) {
        double units = Math.max(1, Math.ceilDiv(bytes, READ_UNIT_BYTES));
        Used used = used(table);
        used.reads = true;
        add(used, index, units * (transaction ? 2 : consistent ? 1 : 0.5));
    }

    /// Counts one write: the larger of the item before and after, and as much for each index that changed.
    void write(Table table, List<Index> indexes, int bytesBefore, int bytesAfter) {
        double units = Math.max(1, Math.ceilDiv(Math.max(bytesBefore, bytesAfter), WRITE_UNIT_BYTES));
        units *= transaction ? 2 : 1;
        Used used = used(table);
        add(used, null, units);
        for (Index index : indexes) add(used, index, units);
    }

    private Used used(Table table) {
        return tables.computeIfAbsent(table.name(), _ -> new Used());
    }

    private static void add(Used used, @Nullable Index index, double units) {
        if (index == null) used.table += units;
        else (index.global() ? used.global : used.local).merge(index.name(), units, Double::sum);
    }

    /// Puts the answer of a request on one table into its output.
    void tell(ObjectNode output) {
        if (told()) tables.forEach((name, used) -> output.set("ConsumedCapacity", told(name, used)));
    }

    /// Puts the answer of a request on several tables into its output.
    void tellAll(ObjectNode output) {
        if (!told()) return;
        ArrayNode all = Json.array();
        List<String> names = new ArrayList<>(tables.keySet());
        names.forEach(name -> all.add(told(name, java.util.Objects.requireNonNull(tables.get(name)))));
        output.set("ConsumedCapacity", all);
    }

    private boolean told() {
        return !wanted.equals("NONE");
    }

    private ObjectNode told(String name, Used used) {
        ObjectNode told = Json.object("TableName", name);
        told.put("CapacityUnits", used.total());
        if (transaction) told.put(used.reads ? "ReadCapacityUnits" : "WriteCapacityUnits", used.total());
        if (!wanted.equals("INDEXES")) return told;
        told.set("Table", units(used.table));
        if (!used.global.isEmpty()) told.set("GlobalSecondaryIndexes", units(used.global));
        if (!used.local.isEmpty()) told.set("LocalSecondaryIndexes", units(used.local));
        return told;
    }

    private static ObjectNode units(Map<String, Double> byIndex) {
        ObjectNode all = Json.object();
        byIndex.forEach((name, units) -> all.set(name, units(units)));
        return all;
    }

    private static ObjectNode units(double units) {
        ObjectNode one = Json.object();
        one.put("CapacityUnits", BigDecimal.valueOf(units));
        return one;
    }
}
