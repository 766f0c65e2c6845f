package dev.sluice.events.bus;

import dev.sluice.core.Json;
import dev.sluice.events.Owner;
import dev.sluice.journal.Row;
import dev.sluice.journal.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Buses, rules and targets as rows. The bus `default` is always there.
public final class BusRows {
    /// What the database needs; append only.
    public static final List<String> MIGRATIONS = List.of("""
            CREATE TABLE bus (name TEXT PRIMARY KEY, revision INTEGER NOT NULL, settings TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE rule (bus TEXT NOT NULL, name TEXT NOT NULL, enabled INTEGER NOT NULL, settings TEXT NOT NULL,
                due INTEGER, PRIMARY KEY (bus, name)) WITHOUT ROWID;
            CREATE INDEX rule_due ON rule (due) WHERE due IS NOT NULL;
            CREATE TABLE rule_target (bus TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, arn TEXT NOT NULL,
                settings TEXT NOT NULL, PRIMARY KEY (bus, rule, id)) WITHOUT ROWID;
            CREATE INDEX rule_target_arn ON rule_target (bus, arn);
            INSERT INTO bus (name, revision, settings) VALUES ('default', 1, '{}')
            """);

    static final String DEFAULT = "default";

    private static final String RULE = "SELECT bus, name, enabled, settings FROM rule";

    private final Owner owner;

    BusRows(Owner owner) {
        this.owner = owner;
    }

    /// @param settings Description, CreationTime, LastModifiedTime and Tags
    record Bus(String name, long revision, ObjectNode settings) {}

    String busArn(String bus) {
        return owner.arn("events", "event-bus/" + bus);
    }

    String ruleArn(String bus, String rule) {
        return owner.arn("events", "rule/" + (bus.equals(DEFAULT) ? "" : bus + "/") + rule);
    }

    /// The name in a bus's name or ARN; the default one for an absent member.
    static String busName(JsonNode nameOrArn) {
        String text = nameOrArn.asString(DEFAULT);
        int at = text.startsWith("arn:") ? text.indexOf(":event-bus/") : -1;
        return at < 0 ? text : text.substring(at + ":event-bus/".length());
    }

    Optional<Bus> bus(Tx tx, String name) {
        return tx.first("SELECT name, revision, settings FROM bus WHERE name = ?", BusRows::bus, name);
    }

    private static Bus bus(Row row) {
        return new Bus(row.text(1), row.number(2), Json.parseObject(row.text(3)));
    }

    Bus requireBus(Tx tx, String name) {
        return bus(tx, name).orElseThrow(() -> BusErrors.noBus(name));
    }

    List<Bus> buses(Tx tx, String prefix, String after, int limit) {
        return tx.rows(
                "SELECT name, revision, settings FROM bus WHERE name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?",
                BusRows::bus,
                after,
                prefix.length(),
                prefix,
                limit);
    }

    void saveBus(Tx tx, String name, ObjectNode settings) {
        tx.update(
                "INSERT INTO bus (name, revision, settings) VALUES (?, 1, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET settings = excluded.settings",
                name,
                Json.write(settings));
    }

    void deleteBus(Tx tx, String name) {
        tx.update("DELETE FROM bus WHERE name = ?", name);
    }

    Optional<Rule> rule(Tx tx, String bus, String name) {
        return tx.first(RULE + " WHERE bus = ? AND name = ?", BusRows::rule, bus, name);
    }

    private static Rule rule(Row row) {
        return new Rule(row.text(1), row.text(2), row.flag(3), Json.parseObject(row.text(4)));
    }

    Rule requireRule(Tx tx, String bus, String name) {
        return rule(tx, bus, name).orElseThrow(() -> BusErrors.noRule(name, bus));
    }

    List<Rule> rules(Tx tx, String bus, String prefix, String after, int limit) {
        return tx.rows(
                RULE + " WHERE bus = ? AND name > ? AND substr(name, 1, ?) = ? ORDER BY name LIMIT ?",
                BusRows::rule,
                bus,
                after,
                prefix.length(),
                prefix,
                limit);
    }

    long ruleCount(Tx tx, String bus) {
        return tx.first("SELECT count(*) FROM rule WHERE bus = ?", row -> row.number(1), bus)
                .orElse(0L);
    }

    /// @param dueSecond when its schedule fires next, epoch seconds; null for never
    void saveRule(Tx tx, Rule rule, @Nullable Long dueSecond) {
        tx.update(
                "INSERT INTO rule (bus, name, enabled, settings, due) VALUES (?, ?, ?, ?, ?) ON CONFLICT (bus, name)"
                        + " DO UPDATE SET enabled = excluded.enabled, settings = excluded.settings, due = excluded.due",
                rule.bus(),
                rule.name(),
                rule.enabled(),
                Json.write(rule.settings()),
                dueSecond);
        revise(tx, rule.bus());
    }

    /// Changes what doesn't change when the rule fires, such as its tags.
    void saveSettings(Tx tx, Rule rule, ObjectNode settings) {
        tx.update(
                "UPDATE rule SET settings = ? WHERE bus = ? AND name = ?",
                Json.write(settings),
                rule.bus(),
                rule.name());
    }

    void deleteRule(Tx tx, String bus, String name) {
        tx.update("DELETE FROM rule WHERE bus = ? AND name = ?", bus, name);
        revise(tx, bus);
    }

    private static void revise(Tx tx, String bus) {
        tx.update("UPDATE bus SET revision = revision + 1 WHERE name = ?", bus);
    }

    /// A rule whose schedule is due. @param dueSecond when it was
    record DueRule(Rule rule, long dueSecond) {}

    List<DueRule> due(Tx tx, long nowSecond) {
        return tx.rows(
                "SELECT bus, name, enabled, settings, due FROM rule WHERE due <= ? ORDER BY due LIMIT 100",
                row -> new DueRule(rule(row), row.number(5)),
                nowSecond);
    }

    void schedule(Tx tx, Rule rule, @Nullable Long dueSecond) {
        tx.update("UPDATE rule SET due = ? WHERE bus = ? AND name = ?", dueSecond, rule.bus(), rule.name());
    }

    /// A rule's targets as PutTargets was given them.
    List<ObjectNode> targets(Tx tx, String bus, String rule, String after, int limit) {
        return tx.rows(
                "SELECT settings FROM rule_target WHERE bus = ? AND rule = ? AND id > ? ORDER BY id LIMIT ?",
                row -> Json.parseObject(row.text(1)),
                bus,
                rule,
                after,
                limit);
    }

    void saveTarget(Tx tx, String bus, String rule, JsonNode target) {
        tx.update(
                "INSERT OR REPLACE INTO rule_target (bus, rule, id, arn, settings) VALUES (?, ?, ?, ?, ?)",
                bus,
                rule,
                target.path("Id").asString(),
                target.path("Arn").asString(),
                Json.write(target));
    }

    int deleteTarget(Tx tx, String bus, String rule, String id) {
        return tx.update("DELETE FROM rule_target WHERE bus = ? AND rule = ? AND id = ?", bus, rule, id);
    }

    List<String> rulesByTarget(Tx tx, String bus, String arn, String after, int limit) {
        return tx.rows(
                "SELECT DISTINCT rule FROM rule_target WHERE bus = ? AND arn = ? AND rule > ? ORDER BY rule LIMIT ?",
                row -> row.text(1),
                bus,
                arn,
                after,
                limit);
    }
}
