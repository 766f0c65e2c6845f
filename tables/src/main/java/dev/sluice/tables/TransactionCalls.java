package dev.sluice.tables;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import dev.sluice.tables.store.Catalogue;
import dev.sluice.tables.store.Items;
import dev.sluice.tables.store.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// TransactWriteItems and TransactGetItems: all or nothing, in one transaction of the database.
///
/// @see <a
// href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
final class TransactionCalls {
    /// How long a ClientRequestToken is remembered.
    static final Duration TOKEN_KEPT = Duration.ofMinutes(10);

    private final Database database;
    private final Catalogue catalogue;
    private final Items items;
    private final InstantSource clock;

    TransactionCalls(Database database, Catalogue catalogue, Items items, InstantSource clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.items = items;
        this.clock = clock;
    }

    JsonNode write(JsonNode request) {
        List<Write> writes = new ArrayList<>();
        for (JsonNode action : request.path("TransactItems")) writes.add(parse(action));
        Capacity capacity = new Capacity(request, true);
        List<Write.Outcome> outcomes = database.write(tx -> {
            if (isRepeated(tx, request)) return List.of();
            List<Table> targets = new ArrayList<>();
            for (Write write : writes) targets.add(catalogue.require(tx, write.table()));
            requireDistinct(writes, targets);
            return apply(tx, writes, targets);
        });
        outcomes.forEach(outcome -> outcome.count(capacity));
        ObjectNode output = Json.object();
        capacity.tellAll(output);
        return output;
    }

    private static Write parse(JsonNode action) {
        List<String> names = List.of("ConditionCheck", "Put", "Delete", "Update").stream()
                .filter(action::hasNonNull)
                .toList();
        if (names.size() != 1)
            throw Requests.invalid("TransactItems can only contain one of Check, Put, Update or Delete");
        Write.Verb verb =
                switch (names.getFirst()) {
                    case "Put" -> Write.Verb.PUT;
                    case "Delete" -> Write.Verb.DELETE;
                    case "Update" -> Write.Verb.UPDATE;
                    default -> Write.Verb.CHECK;
                };
        return Write.parse(verb, action.path(names.getFirst()));
    }

    private static void requireDistinct(List<Write> writes, List<Table> targets) {
        Set<List<Object>> keys = new HashSet<>();
        for (int i = 0; i < writes.size(); i++) {
            Table target = targets.get(i);
            var key = target.key().of(writes.get(i).subject());
            if (!keys.add(List.of(target.id(), key)))
                throw Requests.invalid("Transaction request cannot include multiple operations on one item");
        }
    }

    private List<Write.Outcome> apply(Tx tx, List<Write> writes, List<Table> targets) {
        List<Write.Outcome> outcomes = new ArrayList<>();
        List<@Nullable Refused> refusals = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            try {
                outcomes.add(writes.get(i).apply(tx, items, targets.get(i)));
                refusals.add(null);
            } catch (Refused e) {
                refusals.add(e);
            }
        }
        // Throwing takes back what the others did.
        if (outcomes.size() < writes.size()) throw cancelled(refusals);
        return outcomes;
    }

    private static Refused cancelled(List<@Nullable Refused> refusals) {
        ArrayNode reasons = Json.array();
        List<String> codes = new ArrayList<>();
        for (Refused refusal : refusals) {
            ObjectNode reason = Json.object();
            String code = refusal == null ? "None" : reason(refusal.code());
            reason.put("Code", code);
            codes.add(code);
            if (refusal != null) {
                reason.put("Message", refusal.text());
                refusal.details().forEach((name, json) -> reason.set(name, Json.parse(json)));
            }
            reasons.add(reason);
        }
        String told = codes.stream().collect(Collectors.joining(", ", "[", "]"));
        return new Refused(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons " + told,
                Map.of("CancellationReasons", Json.write(reasons)));
    }

    private static String reason(String code) {
        return switch (code) {
            case "ConditionalCheckFailedException" -> "ConditionalCheckFailed";
            case "ValidationException" -> "ValidationError";
            default -> code;
        };
    }

    /// Whether this very request was already carried out; writes its token down if not.
    private boolean isRepeated(Tx tx, JsonNode request) {
        String token = request.path("ClientRequestToken").asString("");
        if (token.isEmpty()) return false;
        long now = clock.millis();
        tx.update("DELETE FROM request_token WHERE at < ?", now - TOKEN_KEPT.toMillis());
        String fingerprint = UUID.nameUUIDFromBytes(
                        Json.write(request.path("TransactItems")).getBytes(StandardCharsets.UTF_8))
                .toString();
        String known = tx.first("SELECT fingerprint FROM request_token WHERE token = ?", row -> row.text(1), token)
                .orElse(null);
        if (known == null) {
            tx.update("INSERT INTO request_token (token, fingerprint, at) VALUES (?, ?, ?)", token, fingerprint, now);
            return false;
        }
        if (known.equals(fingerprint)) return true;
        throw new Refused("IdempotentParameterMismatchException", "");
    }

    JsonNode get(JsonNode request) {
        List<ReadCalls.Read> reads = new ArrayList<>();
        for (JsonNode action : request.path("TransactItems")) reads.add(ReadCalls.Read.parse(action.path("Get")));
        Capacity capacity = new Capacity(request, true);
        ArrayNode responses = database.read(tx -> {
            ArrayNode all = Json.array();
            for (ReadCalls.Read read : reads) all.add(read.from(tx, catalogue, items, capacity));
            return all;
        });
        ObjectNode output = Json.object();
        output.set("Responses", responses);
        capacity.tellAll(output);
        return output;
    }
}
