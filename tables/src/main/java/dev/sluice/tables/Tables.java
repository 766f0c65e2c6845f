package dev.sluice.tables;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Items;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// DynamoDB's tables: each operation takes AWS's input structure and answers AWS's output structure.
///
/// A write is on disk before it is answered; every read sees every write answered before it. Safe for many threads.
///
/// @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html">API reference</a>
public final class Tables implements AutoCloseable {
    /// Tables in one Sluice.
    public static final int TABLES_MAX = 2_500;

    private final Database database;
    private final ExpiryCalls expiry;
    private final Map<String, UnaryOperator<JsonNode>> operations = new TreeMap<>();

    private Tables(Database database, TableText text, Catalogue catalogue, InstantSource clock, Ids ids) {
        this.database = database;
        Items items = new Items();
        this.expiry = new ExpiryCalls(database, catalogue, items, clock);
        TableCalls tables = new TableCalls(database, catalogue, items, text, clock);
        tables.clearRemoved();
        offerTables(tables, new TagCalls(database, catalogue, text), ids);
        offerItems(
                new WriteCalls(database, catalogue, items),
                new ReadCalls(database, catalogue, items),
                new Pages(database, catalogue, items),
                new TransactionCalls(database, catalogue, items, clock));
    }

    /// Opens or creates the tables kept in a file.
    ///
    /// @param owner the account and region in the tables' ARNs
    public static Tables open(Path file, Owner owner, InstantSource clock, Ids ids) {
        Database database = Database.open(file, Items.MIGRATIONS);
        Catalogue catalogue = new Catalogue();
        return new Tables(database, new TableText(catalogue, owner.account(), owner.region()), catalogue, clock, ids);
    }

    /// Whose tables they are. @param account twelve digits
    public record Owner(String account, String region) {}

    private void offerTables(TableCalls tables, TagCalls tags, Ids ids) {
        operations.put("CreateTable", request -> tables.create(request, ids));
        operations.put("DescribeTable", tables::describe);
        operations.put("ListTables", tables::list);
        operations.put("UpdateTable", tables::update);
        operations.put("DeleteTable", tables::delete);
        operations.put("UpdateTimeToLive", expiry::update);
        operations.put("DescribeTimeToLive", expiry::describe);
        operations.put("TagResource", tags::tag);
        operations.put("UntagResource", tags::untag);
        operations.put("ListTagsOfResource", tags::list);
    }

    private void offerItems(WriteCalls writes, ReadCalls reads, Pages pages, TransactionCalls transactions) {
        operations.put("PutItem", writes::put);
        operations.put("UpdateItem", writes::update);
        operations.put("DeleteItem", writes::delete);
        operations.put("BatchWriteItem", writes::batch);
        operations.put("GetItem", reads::get);
        operations.put("BatchGetItem", reads::batch);
        operations.put("Query", pages::query);
        operations.put("Scan", pages::scan);
        operations.put("TransactWriteItems", transactions::write);
        operations.put("TransactGetItems", transactions::get);
    }

    /// The operations there are, by AWS's names.
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    /// Carries out one operation.
    ///
    /// @param request AWS's input structure, already checked against the service model
    /// @return AWS's output structure
    /// @throws Refused with DynamoDB's code and text
    public JsonNode call(String operation, JsonNode request) {
        UnaryOperator<JsonNode> call = operations.get(operation);
        if (call == null) throw new Refused("UnknownOperationException", "");
        return call.apply(request);
    }

    /// Deletes the items whose time to live is over; until then they are there. Call it every minute or so.
    ///
    /// @return how many it deleted
    public int sweepExpired() {
        return expiry.sweep();
    }

    /// Finishes the writes under way and closes the file.
    @Override
    public void close() {
        database.close();
    }
}
