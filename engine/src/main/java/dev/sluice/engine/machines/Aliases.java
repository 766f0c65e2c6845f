package dev.sluice.engine.machines;

import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import dev.sluice.engine.Page;
import dev.sluice.journal.Database;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Names that stand for one version of a machine or divide starts between two.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html">Aliases</a>
final class Aliases {
    static final String SCHEMA = """
            CREATE TABLE alias (
              id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, name TEXT NOT NULL,
              description TEXT, routes TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER);
            CREATE INDEX alias_by_machine ON alias (machine, id)
            """;

    private static final String SELECT = "SELECT arn, name, description, routes, created, updated FROM alias ";

    private final Database database;
    private final InstantSource clock;

    Aliases(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Machine.Alias create(String name, @Nullable String description, List<Machine.Route> routes) {
        Names.checked(name);
        String machine = machineOf(routes);
        Instant now = clock.instant();
        Machine.Alias wanted = new Machine.Alias(machine + ":" + name, name, description, routes, now, null);
        return database.write(tx -> {
            Optional<Machine.Alias> there = find(tx, wanted.arn());
            if (there.isPresent()) return same(there.get(), wanted);
            requireVersions(tx, routes);
            tx.update(
                    "INSERT INTO alias (arn, machine, name, description, routes, created) VALUES (?, ?, ?, ?, ?, ?)",
                    wanted.arn(),
                    machine,
                    name,
                    description,
                    Json.write(json(routes)),
                    now.toEpochMilli());
            return wanted;
        });
    }

    private static Machine.Alias same(Machine.Alias there, Machine.Alias wanted) {
        boolean same = there.routes().equals(wanted.routes())
                && java.util.Objects.equals(there.description(), wanted.description());
        if (same) return there;
        throw new Refused(
                "ConflictException",
                "Failed to create alias because an alias with the same name and a different routing configuration already exists.");
    }

    Instant update(String aliasArn, @Nullable String description, @Nullable List<Machine.Route> routes) {
        if (routes != null) machineOf(routes);
        Instant now = clock.instant();
        return database.write(tx -> {
            Machine.Alias alias = require(tx, aliasArn);
            if (routes != null) requireVersions(tx, routes);
            tx.update(
                    "UPDATE alias SET description = ?, routes = ?, updated = ? WHERE arn = ?",
                    description == null ? alias.description() : description,
                    Json.write(json(routes == null ? alias.routes() : routes)),
                    now.toEpochMilli(),
                    aliasArn);
            return now;
        });
    }

    Machine.Alias describe(String aliasArn) {
        return database.read(tx -> require(tx, aliasArn));
    }

    Page<Machine.Alias> list(String machineOrVersionArn, Page.Request page) {
        String[] parts = machineOrVersionArn.split(":");
        boolean version = parts.length > 7;
        String machine =
                version ? machineOrVersionArn.substring(0, machineOrVersionArn.lastIndexOf(':')) : machineOrVersionArn;
        List<Machine.Alias> all = database.read(tx -> of(tx, machine)).stream()
                .filter(alias -> !version || points(alias, machineOrVersionArn))
                .toList();
        return Pages.cut(all, page, Machine.Alias::arn);
    }

    void delete(String aliasArn) {
        int deleted = database.write(tx -> tx.update("DELETE FROM alias WHERE arn = ?", aliasArn));
        if (deleted == 0) throw notFound(aliasArn);
    }

    /// The names of aliases that point to a version.
    static List<String> pointingTo(Tx tx, String machineArn, String versionArn) {
        return of(tx, machineArn).stream()
                .filter(alias -> points(alias, versionArn))
                .map(Machine.Alias::name)
                .toList();
    }

    static Optional<Machine.Alias> find(Tx tx, String aliasArn) {
        return tx.first(SELECT + "WHERE arn = ?", Aliases::alias, aliasArn);
    }

    private static List<Machine.Alias> of(Tx tx, String machineArn) {
        return tx.rows(SELECT + "WHERE machine = ? ORDER BY id", Aliases::alias, machineArn);
    }

    private static boolean points(Machine.Alias alias, String versionArn) {
        return alias.routes().stream().anyMatch(route -> route.versionArn().equals(versionArn));
    }

    private static Machine.Alias require(Tx tx, String aliasArn) {
        return find(tx, aliasArn).orElseThrow(() -> notFound(aliasArn));
    }

    private static Refused notFound(String arn) {
        return new Refused("ResourceNotFound", "Resource not found: '" + arn + "'");
    }

    /// Checks routes as AWS does. @return the ARN of the machine whose versions they name
    private static String machineOf(List<Machine.Route> routes) {
        List<String> arns = routes.stream().map(Machine.Route::versionArn).toList();
        String received = " Received: " + arns;
        if (!arns.stream().allMatch(Aliases::namesVersion)) {
            throw invalid("Routing configuration must contain state machine version ARNs." + received);
        }
        if (arns.stream().distinct().count() < arns.size()) {
            throw invalid("Routing configuration must contain distinct state machine version ARNs." + received);
        }
        List<Integer> weights = routes.stream().map(Machine.Route::weight).toList();
        if (weights.stream().mapToInt(Integer::intValue).sum() != 100) {
            throw invalid("Sum of routing configuration weights must equal 100. Received: " + weights);
        }
        List<String> machines = arns.stream()
                .map(arn -> arn.substring(0, arn.lastIndexOf(':')))
                .distinct()
                .toList();
        if (machines.size() > 1) {
            throw invalid("Routing configuration must contain versions of the same state machine." + received);
        }
        return machines.getFirst();
    }

    private static boolean namesVersion(String arn) {
        String[] parts = arn.split(":");
        return parts.length == 8 && parts[7].chars().allMatch(Character::isDigit);
    }

    private static void requireVersions(Tx tx, List<Machine.Route> routes) {
        for (Machine.Route route : routes) {
            if (MachineTables.version(tx, route.versionArn()).isEmpty()) throw notFound(route.versionArn());
        }
    }

    private static Refused invalid(String text) {
        return new Refused("ValidationException", text);
    }

    private static ArrayNode json(List<Machine.Route> routes) {
        ArrayNode array = Json.array();
        for (Machine.Route route : routes) {
            array.addObject().put("arn", route.versionArn()).put("weight", route.weight());
        }
        return array;
    }

    private static Machine.Alias alias(Row row) {
        List<Machine.Route> routes = new ArrayList<>();
        for (JsonNode route : Json.parse(row.text(4))) {
            routes.add(new Machine.Route(
                    route.path("arn").asString(), route.path("weight").asInt()));
        }
        Long updated = row.numberOrNull(6);
        return new Machine.Alias(
                row.text(1),
                row.text(2),
                row.textOrNull(3),
                List.copyOf(routes),
                Instant.ofEpochMilli(row.number(5)),
                updated == null ? null : Instant.ofEpochMilli(updated));
    }
}
