package dev.sluice.engine.local;

import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.Signal;
import dev.sluice.engine.Activities;
import dev.sluice.engine.Engine;
import dev.sluice.engine.EngineConfig;
import dev.sluice.engine.EnginePorts;
import dev.sluice.engine.Executions;
import dev.sluice.engine.MapRuns;
import dev.sluice.engine.StateMachines;
import dev.sluice.engine.TaskTokens;
import dev.sluice.engine.archive.SqliteArchive;
import dev.sluice.engine.machines.Catalog;
import dev.sluice.engine.map.MapEngine;
import dev.sluice.engine.run.Core;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.run.Inbound;
import dev.sluice.engine.run.Outside;
import dev.sluice.engine.run.View;
import dev.sluice.engine.tasks.ActivityQueues;
import dev.sluice.engine.tasks.Dispatcher;
import dev.sluice.engine.tasks.NestedExecutions;
import dev.sluice.engine.tasks.TokenCodec;
import dev.sluice.journal.Database;
import dev.sluice.journal.SqliteJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// An engine in this process, on one data directory.
public final class LocalEngine implements Engine {
    private final Database database;
    private final SqliteJournal journal;
    private final Core core;
    private final Dispatcher dispatcher;
    private final Catalog catalog;
    private final ExecutionService executions;
    private final TokenService tokens;
    private final ActivityQueues activities;
    private final MapEngine maps;
    private final Retention retention;
    private boolean closed;

    private LocalEngine(EngineConfig config, EnginePorts ports) {
        database = Database.open(config.directory().resolve("history.db"), schema());
        journal = SqliteJournal.open(config.directory().resolve("engine.db"));
        SqliteArchive archive = new SqliteArchive(database);
        TokenCodec codec = TokenCodec.of(config.directory().resolve("token.key"));
        // SplittableRandom-like but safe for many threads: request threads draw alias routes and sync runs' ids.
        RandomGenerator random = RandomGeneratorFactory.of("SecureRandom").create();
        catalog = new Catalog(
                database,
                new Catalog.Surroundings(config.account(), config.region(), ports.clock(), ports.ids(), random),
                this::header);
        dispatcher = new Dispatcher(new NestedExecutions(ports.tasks(), new Ends()), config.inFlightTasksMax());
        activities = new ActivityQueues(database, config.region(), config.account(), ports.clock(), this::taken);
        Announcements announcements = new Announcements(ports.log(), ports.changes(), catalog::of, archive);
        core = new Core(new Core.Parts(
                partitions(config),
                config.queuedCommandsMax(),
                journal,
                archive,
                new OutsideWorld(dispatcher, activities, new MapRunner(), codec, new Back()),
                codec,
                catalog::of,
                announcements,
                ports.clock()));
        SyncRuns syncRuns = new SyncRuns(dispatcher, ports.clock(), random, announcements::log);
        executions = new ExecutionService(core, archive, catalog, syncRuns, ports.ids());
        maps = new MapEngine(
                database,
                new MapEngine.Parts(
                        archive,
                        new MapChildren(core, archive, catalog),
                        ports.items(),
                        this::tell,
                        header -> catalog.of(header).settings().roleArn(),
                        core::awaitArchived,
                        ports.clock()));
        tokens = new TokenService(core, codec);
        retention = new Retention(archive, config.retention(), ports.clock());
    }

    /// Opens an engine and has it go on with what was under way.
    public static Engine open(EngineConfig config, EnginePorts ports) {
        try {
            Files.createDirectories(config.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LocalEngine engine = new LocalEngine(config, ports);
        engine.core.start();
        engine.retention.start();
        return engine;
    }

    private static List<String> schema() {
        List<String> schema = new ArrayList<>(Catalog.SCHEMA);
        schema.add(ActivityQueues.SCHEMA);
        schema.add(SqliteArchive.SCHEMA);
        schema.add(MapEngine.SCHEMA);
        schema.add("CREATE TABLE partitions (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER NOT NULL)");
        return schema;
    }

    /// The number of partitions that the directory was made with: executions are found by it.
    private int partitions(EngineConfig config) {
        return database.write(tx -> {
            tx.update("INSERT OR IGNORE INTO partitions (one, count) VALUES (1, ?)", config.partitions());
            return tx.first("SELECT count FROM partitions", row -> (int) row.number(1))
                    .orElseThrow();
        });
    }

    @Override
    public StateMachines machines() {
        return catalog;
    }

    @Override
    public Executions executions() {
        return executions;
    }

    @Override
    public TaskTokens tokens() {
        return tokens;
    }

    @Override
    public Activities activities() {
        return activities;
    }

    @Override
    public MapRuns mapRuns() {
        return maps;
    }

    /// Has somebody told of an execution's end, at once if it has ended.
    public void watch(String arn, Consumer<View> whenClosed) {
        executions.watch(arn, whenClosed);
    }

    /// Deletes executions that ended longer ago than that, some of them. @return how many
    int sweep(Duration kept) {
        return retention.sweep(kept);
    }

    /// Has timers look at the clock at once, for clocks that jump.
    public void wake() {
        core.wake();
    }

    /// Transactions of the journal since the start.
    public long commits() {
        return core.commits();
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        retention.close();
        dispatcher.stop();
        maps.stop();
        core.close();
        journal.close();
        database.close();
    }

    private Header header(String arn) {
        return executions.header(arn);
    }

    private void tell(int partition, long execution, Signal signal) {
        core.of(partition).tell(new Inbound.Tell(execution, signal, null));
    }

    private boolean taken(Dispatcher.Order order, Signal.TaskStarted signal) {
        return core.ask(order.attempt().partition(), order.attempt().header().id(), signal) == Inbound.Told.TAKEN;
    }

    /// The way back to the core, once the engine is put together.
    private final class Back implements OutsideWorld.Back {
        @Override
        public void tell(int partition, long execution, Signal signal) {
            LocalEngine.this.tell(partition, execution, signal);
        }

        @Override
        public void putAside(Outside.Idle idle) {
            core.putAside(idle);
        }
    }

    /// Map runs, once the engine is put together.
    private final class MapRunner implements OutsideWorld.MapRunner {
        @Override
        public void start(int partition, Header header, Command.StartMapRun mapRun, boolean resumed) {
            maps.start(partition, header, mapRun, resumed);
        }

        @Override
        public void cancel(long execution, int entry, int attempt) {
            maps.cancel(execution, entry, attempt);
        }
    }

    /// Executions that other executions wait for.
    private final class Ends implements NestedExecutions.Ends {
        @Override
        public View awaitEnd(String arn) throws InterruptedException {
            CompletableFuture<View> end = new CompletableFuture<>();
            executions.watch(arn, end::complete);
            try {
                return end.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void stop(String arn) {
            executions.stop(arn, null, null);
        }
    }
}
