package dev.sluice.engine.machines;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.core.Json;
import dev.sluice.engine.Machine;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The rows of machines, revisions and versions.
final class MachineTables {
    static final String SCHEMA = """
            CREATE TABLE revision (
              number INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
              definition TEXT NOT NULL, role TEXT NOT NULL, logging TEXT NOT NULL, tracing INTEGER NOT NULL,
              encryption TEXT, revision_id TEXT, created INTEGER NOT NULL, made INTEGER NOT NULL);
            CREATE TABLE machine (
              arn TEXT PRIMARY KEY, revision INTEGER NOT NULL, last_version INTEGER NOT NULL, origin TEXT NOT NULL)
              WITHOUT ROWID;
            CREATE TABLE version (
              arn TEXT PRIMARY KEY, machine TEXT NOT NULL, number INTEGER NOT NULL, revision INTEGER NOT NULL,
              description TEXT, created INTEGER NOT NULL) WITHOUT ROWID;
            CREATE INDEX version_by_machine ON version (machine, number)
            """;

    private static final String REVISION = """
            SELECT number, arn, name, type, definition, role, logging, tracing, encryption, revision_id, created, made
            FROM revision
            """;

    private MachineTables() {}

    /// A published version. @param created milliseconds since 1970
    record VersionRow(
            String arn,
            String machine,
            long number,
            long revision,
            @Nullable String description,
            long created) {}

    static Optional<Revision> present(Tx tx, String machineArn) {
        return tx.first(
                REVISION + "WHERE number = (SELECT revision FROM machine WHERE arn = ?)",
                MachineTables::revision,
                machineArn);
    }

    static Optional<Revision> revision(Tx tx, long number) {
        return tx.first(REVISION + "WHERE number = ?", MachineTables::revision, number);
    }

    /// @return the revision with its number
    static Revision insert(Tx tx, Revision revision) {
        Machine.Settings settings = revision.settings();
        JsonNode encryption = settings.encryption();
        long number = tx.insert(
                "INSERT INTO revision (arn, name, type, definition, role, logging, tracing, encryption, revision_id, created, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                revision.arn(),
                revision.name(),
                revision.type().name(),
                settings.definition(),
                settings.roleArn(),
                Json.write(logging(settings.logging())),
                settings.tracing(),
                encryption == null ? null : Json.write(encryption),
                revision.revisionId(),
                revision.created().toEpochMilli(),
                revision.made().toEpochMilli());
        return new Revision(
                number,
                revision.arn(),
                revision.name(),
                revision.type(),
                settings,
                revision.revisionId(),
                revision.created(),
                revision.made(),
                revision.model());
    }

    static Optional<VersionRow> version(Tx tx, String versionArn) {
        return tx.first(
                "SELECT arn, machine, number, revision, description, created FROM version WHERE arn = ?",
                MachineTables::version,
                versionArn);
    }

    static List<VersionRow> versions(Tx tx, String machineArn) {
        return tx.rows(
                "SELECT arn, machine, number, revision, description, created FROM version WHERE machine = ? ORDER BY number DESC",
                MachineTables::version,
                machineArn);
    }

    static void insert(Tx tx, VersionRow version) {
        tx.update(
                "INSERT INTO version (arn, machine, number, revision, description, created) VALUES (?, ?, ?, ?, ?, ?)",
                version.arn(),
                version.machine(),
                version.number(),
                version.revision(),
                version.description(),
                version.created());
        tx.update("UPDATE machine SET last_version = ? WHERE arn = ?", version.number(), version.machine());
    }

    private static VersionRow version(Row row) {
        return new VersionRow(row.text(1), row.text(2), row.number(3), row.number(4), row.textOrNull(5), row.number(6));
    }

    private static Revision revision(Row row) {
        String definition = row.text(5);
        String encryption = row.textOrNull(9);
        Machine.Settings settings = new Machine.Settings(
                definition,
                row.text(6),
                logging(Json.parseObject(row.text(7))),
                row.flag(8),
                encryption == null ? null : Json.parse(encryption));
        return new Revision(
                row.number(1),
                row.text(2),
                row.text(3),
                Machine.Type.valueOf(row.text(4)),
                settings,
                row.textOrNull(10),
                Instant.ofEpochMilli(row.number(11)),
                Instant.ofEpochMilli(row.number(12)),
                StateMachine.parse(Json.parse(definition)));
    }

    static ObjectNode logging(Machine.Logging logging) {
        ObjectNode node = Json.object();
        node.put("level", logging.level().name());
        node.put("includeExecutionData", logging.includeExecutionData());
        List<String> destinations = logging.destinations();
        if (destinations != null) {
            var array = node.putArray("destinations");
            destinations.forEach(array::add);
        }
        return node;
    }

    private static Machine.Logging logging(ObjectNode node) {
        JsonNode array = node.get("destinations");
        List<String> destinations = null;
        if (array != null) {
            destinations = new ArrayList<>();
            for (JsonNode destination : array) destinations.add(destination.asString());
        }
        return new Machine.Logging(
                Machine.Level.valueOf(node.path("level").asString()),
                node.path("includeExecutionData").asBoolean(),
                destinations);
    }
}
