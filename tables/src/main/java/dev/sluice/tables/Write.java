package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Tx;
import dev.sluice.tables.expression.Condition;
import dev.sluice.tables.expression.Kind;
import dev.sluice.tables.expression.Path;
import dev.sluice.tables.expression.Placeholders;
import dev.sluice.tables.expression.Update;
import dev.sluice.tables.store.Index;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.Table;
import dev.sluice.tables.value.Value;
import dev.sluice.tables.value.ValueJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One write of one item: by itself, in a batch or in a transaction.
///
/// @param subject the whole item of a put; the key otherwise
/// @param showOnFailure whether a failed condition answers the item it failed on
record Write(
        Verb verb,
        String table,
        Value.Document subject,
        Update update,
        @Nullable Condition condition,
        boolean showOnFailure) {
    /// Size of an item, bytes as DynamoDB counts them.
    static final int ITEM_BYTES_MAX = 409_600;

    enum Verb {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    /// What a write did.
    ///
    /// @param before null if there was no item
    /// @param after null if there is none now
    record Outcome(Table table, Value.@Nullable Document before, Value.@Nullable Document after, List<Index> indexes) {
        void count(Capacity capacity) {
            capacity.write(
                    table,
                    indexes,
                    before == null ? 0 : ValueJson.itemBytes(before),
                    after == null ? 0 : ValueJson.itemBytes(after));
        }
    }

    /// Reads a request, or an action of a transaction. @throws Refused with DynamoDB's text
    static Write parse(Verb verb, JsonNode request) {
        Requests.refuseLegacy(request);
        Placeholders placeholders = verb == Verb.UPDATE
                ? Placeholders.of(request, Kind.UPDATE, Kind.CONDITION)
                : Placeholders.of(request, Kind.CONDITION);
        Value.Document subject = ValueJson.readItem(request.path(verb == Verb.PUT ? "Item" : "Key"));
        JsonNode expression = request.path(Kind.UPDATE.parameter());
        Update update = expression.isString() ? Update.parse(expression.asString(), placeholders) : Update.none();
        Condition condition = Requests.condition(request, Kind.CONDITION, placeholders);
        placeholders.requireAllUsed();
        boolean show = request.path("ReturnValuesOnConditionCheckFailure")
                .asString("NONE")
                .equals("ALL_OLD");
        return new Write(verb, Requests.table(request), subject, update, condition, show);
    }

    /// Checks what can be checked against the table alone.
    void require(Table target) {
        if (verb == Verb.PUT) target.key().requireInItem(subject);
        else target.key().requireKey(subject);
        for (Path path : update.paths()) {
            for (var key : target.key().attributes()) {
                if (path.attribute().equals(key.name()))
                    throw Requests.invalid("One or more parameter values were invalid: Cannot update attribute "
                            + key.name() + ". This attribute is part of the key");
            }
        }
    }

    /// Does it. @throws Refused if its condition fails or its item is too large
    Outcome apply(Tx tx, Items items, Table target) {
        require(target);
        Items.Stored old = items.find(tx, target, subject).orElse(null);
        Value.Document before = old == null ? null : old.item();
        if (condition != null && !condition.holds(before == null ? Value.Document.EMPTY : before))
            throw conditionFailed(before);
        return switch (verb) {
            case PUT -> put(tx, items, target, old, subject);
            case UPDATE -> put(tx, items, target, old, update.applyTo(before == null ? subject : before));
            case DELETE -> {
                List<Index> indexes = old == null ? List.of() : items.delete(tx, target, old);
                yield new Outcome(target, before, null, indexes);
            }
            case CHECK -> new Outcome(target, before, before, List.of());
        };
    }

    private Outcome put(Tx tx, Items items, Table target, Items.@Nullable Stored old, Value.Document item) {
        if (ValueJson.itemBytes(item) > ITEM_BYTES_MAX)
            throw Requests.invalid(
                    verb == Verb.PUT
                            ? "Item size has exceeded the maximum allowed size"
                            : "Item size to update has exceeded the maximum allowed size");
        List<Index> indexes = items.put(tx, target, old, item);
        return new Outcome(target, old == null ? null : old.item(), item, indexes);
    }

    private Refused conditionFailed(Value.@Nullable Document before) {
        Map<String, String> details =
                showOnFailure && before != null ? Map.of("Item", Json.write(ValueJson.write(before))) : Map.of();
        return new Refused("ConditionalCheckFailedException", "The conditional request failed", details);
    }
}
