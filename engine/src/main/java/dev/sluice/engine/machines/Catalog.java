package dev.sluice.engine.machines;

import dev.sluice.asl.model.StateMachine;
import dev.sluice.asl.query.InvalidQuery;
import dev.sluice.core.Arn;
import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.MalformedJson;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import dev.sluice.engine.Page;
import dev.sluice.engine.StateMachines;
import dev.sluice.engine.run.Header;
import dev.sluice.journal.Database;
import dev.sluice.journal.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The machines there are, on disk and, ready to start executions, in memory.
public final class Catalog implements StateMachines {
    /// Append to the migrations of the database that holds the catalog.
    public static final List<String> SCHEMA = List.of(MachineTables.SCHEMA, Aliases.SCHEMA, Tags.SCHEMA);

    /// Characters of a definition, AWS's quota.
    static final int DEFINITION_CHARACTERS_MAX = 1_048_576;

    private final Database database;
    private final Surroundings surroundings;
    private final Aliases aliases;
    private final Tags tags;
    private final Function<String, Header> executions;
    private final Map<Long, Revision> revisions = new ConcurrentHashMap<>();
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<ChildKey, Revision> children = new ConcurrentHashMap<>();

    /// What machines are made with.
    public record Surroundings(String account, String region, InstantSource clock, Ids ids, RandomGenerator random) {}

    private record ChildKey(long revision, String mapState) {}

    /// @param executions finds an execution by its ARN, or refuses
    public Catalog(Database database, Surroundings surroundings, Function<String, Header> executions) {
        this.database = database;
        this.surroundings = surroundings;
        this.executions = executions;
        this.aliases = new Aliases(database, surroundings.clock());
        this.tags = new Tags(database);
    }

    /// What to start for an ARN of a machine, a version or an alias.
    ///
    /// @throws Refused `InvalidArn`, `StateMachineDoesNotExist`
    public Target target(String arn) {
        Target known = targets.get(arn);
        if (known != null) return known;
        Names.arn(arn, "stateMachine");
        return database.read(tx -> load(tx, arn));
    }

    private Target load(Tx tx, String arn) {
        Optional<Revision> present = MachineTables.present(tx, arn);
        if (present.isPresent()) return remember(arn, new Target(shared(present.get()), null, null));
        Optional<MachineTables.VersionRow> version = MachineTables.version(tx, arn);
        if (version.isPresent()) {
            return remember(arn, new Target(revision(tx, version.get().revision()), arn, null));
        }
        Machine.Alias alias = Aliases.find(tx, arn).orElseThrow(() -> missing(arn));
        // Not remembered: each start of an alias draws one of its routes anew.
        String chosen = draw(alias.routes());
        return new Target(load(tx, chosen).revision(), chosen, arn);
    }

    private String draw(List<Machine.Route> routes) {
        int left = surroundings.random().nextInt(100);
        for (Machine.Route route : routes) {
            left -= route.weight();
            if (left < 0) return route.versionArn();
        }
        return routes.getLast().versionArn();
    }

    private Target remember(String arn, Target target) {
        targets.put(arn, target);
        return target;
    }

    /// The machine an execution runs: its revision, or the item processor of one of its Map states.
    public Revision of(Header header) {
        Revision revision = revision(header.revision());
        String mapState = header.mapState();
        if (mapState == null) return revision;
        return children.computeIfAbsent(
                new ChildKey(revision.number(), mapState), _ -> ItemProcessors.revision(revision, mapState));
    }

    /// A revision by its number.
    public Revision revision(long number) {
        Revision known = revisions.get(number);
        return known != null ? known : database.read(tx -> revision(tx, number));
    }

    private Revision revision(Tx tx, long number) {
        Revision known = revisions.get(number);
        if (known != null) return known;
        return shared(MachineTables.revision(tx, number).orElseThrow());
    }

    private Revision shared(Revision loaded) {
        Revision before = revisions.putIfAbsent(loaded.number(), loaded);
        return before == null ? loaded : before;
    }

    @Override
    public Machine.Created create(Machine.Create request) {
        Names.checked(request.name());
        requirePublish(request.publish(), request.versionDescription());
        String arn = Arn.of("states", surroundings.region(), surroundings.account(), "stateMachine:" + request.name())
                .toString();
        Instant now = clockNow();
        Revision wanted = new Revision(
                0,
                arn,
                request.name(),
                request.type(),
                request.settings(),
                null,
                now,
                now,
                parse(request.settings().definition()));
        return database.write(tx -> {
            Optional<Revision> there = MachineTables.present(tx, arn);
            return there.isPresent() ? again(tx, request, there.get()) : insert(tx, request, wanted);
        });
    }

    private Machine.Created insert(Tx tx, Machine.Create request, Revision wanted) {
        Revision made = MachineTables.insert(tx, wanted);
        tx.update(
                "INSERT INTO machine (arn, revision, last_version, origin) VALUES (?, ?, 0, ?)",
                made.arn(),
                made.number(),
                origin(request));
        Tags.put(tx, made.arn(), request.tags());
        String version = request.publish()
                ? publish(tx, made, request.versionDescription()).arn()
                : null;
        return new Machine.Created(made.arn(), version, made.created());
    }

    /// The same request again is answered with the machine there is; role and tags don't count, as with AWS.
    private Machine.Created again(Tx tx, Machine.Create request, Revision there) {
        String origin = tx.first("SELECT origin FROM machine WHERE arn = ?", row -> row.text(1), there.arn())
                .orElseThrow();
        if (!origin.equals(origin(request))) {
            throw new Refused("StateMachineAlreadyExists", "State Machine Already Exists: '" + there.arn() + "'");
        }
        String version = request.publish()
                ? publish(tx, there, request.versionDescription()).arn()
                : null;
        return new Machine.Created(there.arn(), version, there.created());
    }

    private static String origin(Machine.Create request) {
        Machine.Settings settings = request.settings();
        return Json.write(Json.object(
                "type",
                request.type().name(),
                "definition",
                settings.definition(),
                "logging",
                Json.write(MachineTables.logging(settings.logging())),
                "tracing",
                Boolean.toString(settings.tracing()),
                "encryption",
                settings.encryption() == null ? "" : Json.write(settings.encryption()),
                "publish",
                request.publish() + " " + request.versionDescription()));
    }

    @Override
    public Machine.Updated update(Machine.Update request) {
        requirePublish(request.publish(), request.versionDescription());
        Names.arn(request.arn(), "stateMachine");
        boolean nothing = request.definition() == null
                && request.roleArn() == null
                && request.logging() == null
                && request.tracing() == null
                && request.encryption() == null;
        if (nothing) {
            throw new Refused(
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        String definition = request.definition();
        StateMachine model = definition == null ? null : parse(definition);
        Instant now = clockNow();
        Machine.Updated updated = database.write(tx -> update(tx, request, model, now));
        targets.remove(request.arn());
        return updated;
    }

    private Machine.Updated update(Tx tx, Machine.Update request, @Nullable StateMachine model, Instant now) {
        Revision present = MachineTables.present(tx, request.arn()).orElseThrow(() -> missing(request.arn()));
        Machine.Settings settings = changed(present.settings(), request);
        Revision result = present;
        if (!settings.equals(present.settings())) {
            result = MachineTables.insert(
                    tx,
                    new Revision(
                            0,
                            present.arn(),
                            present.name(),
                            present.type(),
                            settings,
                            surroundings.ids().next(),
                            present.created(),
                            now,
                            model == null ? present.model() : model));
            tx.update("UPDATE machine SET revision = ? WHERE arn = ?", result.number(), result.arn());
        }
        String version = request.publish()
                ? publish(tx, result, request.versionDescription()).arn()
                : null;
        return new Machine.Updated(now, result.revisionId(), version);
    }

    private static Machine.Settings changed(Machine.Settings old, Machine.Update request) {
        return new Machine.Settings(
                Objects.requireNonNullElse(request.definition(), old.definition()),
                Objects.requireNonNullElse(request.roleArn(), old.roleArn()),
                Objects.requireNonNullElse(request.logging(), old.logging()),
                Objects.requireNonNullElse(request.tracing(), old.tracing()),
                request.encryption() == null ? old.encryption() : request.encryption());
    }

    @Override
    public Machine describe(String arn) {
        Names.arn(arn, "stateMachine");
        return database.read(tx -> {
            Target target = load(tx, arn);
            String versionArn = target.versionArn();
            if (versionArn == null) return machine(target.revision());
            MachineTables.VersionRow version =
                    MachineTables.version(tx, versionArn).orElseThrow();
            Revision revision = target.revision();
            return new Machine(
                    versionArn,
                    revision.name(),
                    revision.type(),
                    revision.settings(),
                    Instant.ofEpochMilli(version.created()),
                    revision.made(),
                    revision.revisionId(),
                    version.description());
        });
    }

    private static Machine machine(Revision revision) {
        return new Machine(
                revision.arn(),
                revision.name(),
                revision.type(),
                revision.settings(),
                revision.created(),
                revision.made(),
                revision.revisionId(),
                null);
    }

    @Override
    public ExecutionMachine describeForExecution(String executionArn) {
        Header header = executions.apply(executionArn);
        return new ExecutionMachine(machine(of(header)), header.mapRunArn(), label(header));
    }

    private static @Nullable String label(Header header) {
        String mapRun = header.mapRunArn();
        return mapRun == null ? null : mapRun.substring(mapRun.indexOf('/') + 1, mapRun.lastIndexOf(':'));
    }

    @Override
    public Page<Machine.Summary> list(Page.Request page) {
        List<Machine.Summary> all = database.read(tx -> tx.rows(
                "SELECT r.arn, r.name, r.type, r.created FROM machine m JOIN revision r ON r.number = m.revision ORDER BY m.arn",
                row -> new Machine.Summary(
                        row.text(1),
                        row.text(2),
                        Machine.Type.valueOf(row.text(3)),
                        Instant.ofEpochMilli(row.number(4)))));
        return Pages.cut(all, page, Machine.Summary::arn);
    }

    @Override
    public void delete(String arn) {
        Names.arn(arn, "stateMachine");
        database.write(tx -> {
            tx.update("DELETE FROM alias WHERE machine = ?", arn);
            tx.update("DELETE FROM version WHERE machine = ?", arn);
            tx.update("DELETE FROM tag WHERE resource = ?", arn);
            // Revisions stay: executions that run on, and histories, refer to them.
            return tx.update("DELETE FROM machine WHERE arn = ?", arn);
        });
        targets.clear();
    }

    @Override
    public Machine.Created publish(String arn, @Nullable String revisionId, @Nullable String description) {
        Names.arn(arn, "stateMachine");
        return database.write(tx -> {
            Revision present = MachineTables.present(tx, arn).orElseThrow(() -> missing(arn));
            String current = Objects.requireNonNullElse(present.revisionId(), "INITIAL");
            if (revisionId != null && !revisionId.equals(current)) {
                throw new Refused(
                        "ConflictException",
                        "Failed to publish the State Machine version for revision " + revisionId
                                + ". The current State Machine revision is " + current + ".");
            }
            MachineTables.VersionRow version = publish(tx, present, description);
            return new Machine.Created(arn, version.arn(), Instant.ofEpochMilli(version.created()));
        });
    }

    private MachineTables.VersionRow publish(Tx tx, Revision revision, @Nullable String description) {
        List<MachineTables.VersionRow> versions = MachineTables.versions(tx, revision.arn());
        if (!versions.isEmpty() && versions.getFirst().revision() == revision.number()) return versions.getFirst();
        long number = 1
                + tx.first("SELECT last_version FROM machine WHERE arn = ?", row -> row.number(1), revision.arn())
                        .orElseThrow();
        MachineTables.VersionRow version = new MachineTables.VersionRow(
                revision.arn() + ":" + number,
                revision.arn(),
                number,
                revision.number(),
                description,
                clockNow().toEpochMilli());
        MachineTables.insert(tx, version);
        return version;
    }

    @Override
    public Page<Machine.Version> versions(String arn, Page.Request page) {
        Names.arn(arn, "stateMachine");
        List<MachineTables.VersionRow> all = database.read(tx -> {
            if (MachineTables.present(tx, arn).isEmpty()) throw missing(arn);
            return MachineTables.versions(tx, arn);
        });
        Page<MachineTables.VersionRow> rows = Pages.cut(all, page, MachineTables.VersionRow::arn);
        return new Page<>(
                rows.items().stream()
                        .map(row -> new Machine.Version(row.arn(), Instant.ofEpochMilli(row.created())))
                        .toList(),
                rows.nextToken());
    }

    @Override
    public void deleteVersion(String versionArn) {
        String machine = versionArn.substring(0, Math.max(0, versionArn.lastIndexOf(':')));
        Names.arn(versionArn, "stateMachine");
        database.write(tx -> {
            List<String> pointing = Aliases.pointingTo(tx, machine, versionArn);
            if (!pointing.isEmpty()) {
                throw new Refused(
                        "ConflictException",
                        "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: "
                                + pointing);
            }
            return tx.update("DELETE FROM version WHERE arn = ?", versionArn);
        });
        targets.remove(versionArn);
    }

    @Override
    public Machine.Alias createAlias(String name, @Nullable String description, List<Machine.Route> routes) {
        return aliases.create(name, description, routes);
    }

    @Override
    public Instant updateAlias(String aliasArn, @Nullable String description, @Nullable List<Machine.Route> routes) {
        return aliases.update(aliasArn, description, routes);
    }

    @Override
    public Machine.Alias describeAlias(String aliasArn) {
        Names.arn(aliasArn, "stateMachine");
        return aliases.describe(aliasArn);
    }

    @Override
    public Page<Machine.Alias> aliases(String arn, Page.Request page) {
        Names.arn(arn, "stateMachine");
        target(arn);
        return aliases.list(arn, page);
    }

    @Override
    public void deleteAlias(String aliasArn) {
        Names.arn(aliasArn, "stateMachine");
        aliases.delete(aliasArn);
    }

    @Override
    public void tag(String resourceArn, Map<String, String> added) {
        tags.add(resourceArn, added);
    }

    @Override
    public void untag(String resourceArn, List<String> keys) {
        tags.remove(resourceArn, keys);
    }

    @Override
    public Map<String, String> tags(String resourceArn) {
        return tags.list(resourceArn);
    }

    private Instant clockNow() {
        return Instant.ofEpochMilli(surroundings.clock().millis());
    }

    private static void requirePublish(boolean publish, @Nullable String description) {
        if (!publish && description != null) {
            throw new Refused("ValidationException", "Version description can only be set when publish is true");
        }
    }

    private static Refused missing(String arn) {
        return new Refused("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    private static StateMachine parse(String definition) {
        if (definition.length() > DEFINITION_CHARACTERS_MAX) throw invalid("The definition is too large");
        try {
            return StateMachine.parse(Json.parse(definition));
        } catch (MalformedJson | InvalidQuery e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Refused invalid(String reason) {
        return new Refused("InvalidDefinition", "Invalid State Machine Definition: '" + reason + "'");
    }
}
