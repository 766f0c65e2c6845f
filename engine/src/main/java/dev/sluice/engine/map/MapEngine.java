package dev.sluice.engine.map;

import dev.sluice.asl.step.Command;
import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.asl.step.Failure;
import dev.sluice.asl.step.MapRunPlan;
import dev.sluice.asl.step.Signal;
import dev.sluice.core.Refused;
import dev.sluice.engine.ItemSource;
import dev.sluice.engine.MapRuns;
import dev.sluice.engine.Page;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Pages;
import dev.sluice.engine.run.Header;
import dev.sluice.engine.tasks.Signals;
import dev.sluice.journal.Database;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All map runs: those under way, each on a virtual thread, and those that were.
public final class MapEngine implements MapRuns {
    /// Append to the migrations of the database that holds the map runs.
    public static final String SCHEMA = MapTable.SCHEMA;

    private static final Logger LOG = System.getLogger(MapEngine.class.getName());

    private final MapTable table;
    private final Parts parts;
    private final Map<Key, Thread> threads = new ConcurrentHashMap<>();
    private final Map<Key, ItemRun> runs = new ConcurrentHashMap<>();
    private final Map<String, ItemRun> byArn = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    private record Key(long execution, int entry, int attempt) {}

    /// What map runs are made with.
    ///
    /// @param roles finds the role that an execution acts with
    /// @param archived waits until all that has been acknowledged is in the archive
    public record Parts(
            Archive archive,
            Children children,
            ItemSource items,
            Signals signals,
            Function<Header, String> roles,
            Runnable archived,
            InstantSource clock) {}

    /// Map runs in a database whose migrations hold [#SCHEMA].
    public MapEngine(Database database, Parts parts) {
        this.table = new MapTable(database);
        this.parts = parts;
    }

    /// Runs the children of a distributed Map and tells its execution how they ended.
    public void start(int partition, Header parent, Command.StartMapRun command, boolean resumed) {
        ItemRun.Task task = new ItemRun.Task(
                partition,
                parent,
                parts.roles().apply(parent),
                command.entry(),
                command.attempt(),
                command.state(),
                command.plan(),
                resumed);
        Key key = new Key(parent.id(), command.entry(), command.attempt());
        Thread thread = Thread.ofVirtual().name("map-run").unstarted(() -> run(key, task));
        threads.put(key, thread);
        thread.start();
    }

    /// Aborts a run and its children.
    public void cancel(long execution, int entry, int attempt) {
        Key key = new Key(execution, entry, attempt);
        ItemRun run = runs.get(key);
        if (run != null) run.cancel();
        else
            threads.computeIfPresent(key, (_, thread) -> {
                thread.interrupt();
                return thread;
            });
    }

    /// Stops all runs without recording an end: they go on after a restart.
    public void stop() {
        stopping = true;
        threads.values().forEach(Thread::interrupt);
    }

    private void run(Key key, ItemRun.Task task) {
        String arn = task.arn();
        try {
            MapTable.Run row = table.begin(
                    arn,
                    task.parent().arn(),
                    task.machineArn(),
                    limits(task.plan()),
                    parts.clock().millis());
            ItemRun run = new ItemRun(task, row.limits(), parts.children(), parts.items());
            runs.put(key, run);
            byArn.put(arn, run);
            tell(task, new Signal.MapRunStarted(task.entry(), task.attempt(), arn));
            finish(task, arn, run.run());
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "map run {0} was interrupted", arn);
        } catch (RuntimeException e) {
            if (stopping) return;
            LOG.log(Level.ERROR, "SYSTEM: map run " + arn + " broke", e);
            finish(task, arn, new ItemRun.End.Failed(new Failure("States.Runtime", e.toString()), 0));
        } finally {
            threads.remove(key);
            runs.remove(key);
            byArn.remove(arn);
        }
    }

    /// The row first: once the execution has its signal nobody would come back to mend the row.
    private void finish(ItemRun.Task task, String arn, ItemRun.End end) {
        if (stopping) return;
        long now = parts.clock().millis();
        switch (end) {
            case ItemRun.End.Succeeded(var result, long items) -> {
                table.end(arn, "SUCCEEDED", items, now);
                tell(task, new Signal.MapRunSucceeded(task.entry(), task.attempt(), result));
            }
            case ItemRun.End.Failed(Failure failure, long items) -> {
                table.end(arn, "FAILED", items, now);
                tell(task, new Signal.MapRunFailed(task.entry(), task.attempt(), failure));
            }
            case ItemRun.End.Aborted(long items) -> table.end(arn, "ABORTED", items, now);
        }
    }

    private void tell(ItemRun.Task task, Signal signal) {
        parts.signals().tell(task.partition(), task.parent().id(), signal);
    }

    private static Limits limits(MapRunPlan plan) {
        return new Limits(
                plan.maxConcurrency(),
                plan.tolerated().percentage(),
                plan.tolerated().count());
    }

    @Override
    public MapRuns.MapRun describe(String arn) {
        MapTable.Run run = require(arn);
        parts.archived().run();
        return shown(run);
    }

    @Override
    public Page<MapRuns.MapRun> list(String executionArn, Page.Request page) {
        Page<MapTable.Run> rows = Pages.cut(table.of(executionArn), page, MapTable.Run::arn);
        return new Page<>(rows.items().stream().map(this::shown).toList(), rows.nextToken());
    }

    @Override
    public void update(
            String arn,
            @Nullable Integer maxConcurrency,
            @Nullable Double toleratedFailurePercentage,
            @Nullable Long toleratedFailureCount) {
        Limits old = require(arn).limits();
        Limits limits = new Limits(
                Objects.requireNonNullElse(maxConcurrency, old.maxConcurrency()),
                Objects.requireNonNullElse(toleratedFailurePercentage, old.toleratedFailurePercentage()),
                Objects.requireNonNullElse(toleratedFailureCount, old.toleratedFailureCount()));
        table.limits(arn, limits);
        ItemRun running = byArn.get(arn);
        if (running != null) running.limit(limits);
    }

    private MapTable.Run require(String arn) {
        return table.find(arn).orElseThrow(() -> new Refused("ResourceNotFound", "Resource not found: '" + arn + "'"));
    }

    private MapRuns.MapRun shown(MapTable.Run run) {
        List<Archive.Count> counts = parts.archive().counts(run.arn());
        return new MapRuns.MapRun(
                run.arn(),
                run.execution(),
                run.machine(),
                run.status(),
                run.started(),
                run.stopped(),
                run.limits(),
                counts(counts, true, run),
                counts(counts, false, run),
                0,
                null);
    }

    private static Counts counts(List<Archive.Count> counts, boolean items, MapTable.Run run) {
        long running = of(counts, ExecutionStatus.RUNNING, items);
        long succeeded = of(counts, ExecutionStatus.SUCCEEDED, items);
        long failed = of(counts, ExecutionStatus.FAILED, items);
        long timedOut = of(counts, ExecutionStatus.TIMED_OUT, items);
        long aborted = of(counts, ExecutionStatus.ABORTED, items);
        long started = running + succeeded + failed + timedOut + aborted;
        long total = items ? Math.max(started, run.items()) : started;
        long written = run.status().equals("SUCCEEDED") ? succeeded + failed + timedOut : 0;
        return new Counts(total - started, running, succeeded, failed, timedOut, aborted, total, written, 0, 0);
    }

    private static long of(List<Archive.Count> counts, ExecutionStatus status, boolean items) {
        for (Archive.Count count : counts) {
            if (count.status() == status) return items ? count.items() : count.executions();
        }
        return 0;
    }
}
