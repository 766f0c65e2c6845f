package dev.sluice.benchmarks;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import dev.sluice.engine.Engine;
import dev.sluice.engine.EngineConfig;
import dev.sluice.engine.EnginePorts;
import dev.sluice.engine.Execution;
import dev.sluice.engine.ItemSource;
import dev.sluice.engine.Lineage;
import dev.sluice.engine.Machine;
import dev.sluice.engine.StatusChanges;
import dev.sluice.engine.TaskRequest;
import dev.sluice.engine.TaskResult;
import dev.sluice.engine.TaskTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import tools.jackson.databind.JsonNode;

/// States a second through the whole engine in process, on a real disk. The directory is the property
/// `sluice.benchmark.data`, `target` unless it is set: not a file system in memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@NullUnmarked // JMH sets the fields before it measures.
public class Executing {
    private static final String ROLE = "arn:aws:iam::000000000000:role/r";
    private static final int CALLERS = 256;

    private Path directory;
    private Engine engine;
    private Execution.Start standard;
    private Execution.Start express;

    /// Opens an engine on an empty directory.
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory(Path.of(System.getProperty("sluice.benchmark.data", "target")), "engine");
        engine = Engine.open(
                EngineConfig.of(directory, "000000000000", "us-east-1"),
                new EnginePorts(
                        new NoTasks(),
                        new NoItems(),
                        (group, entry) -> {},
                        StatusChanges.NONE,
                        InstantSource.system(),
                        Ids.random()));
        standard = start("standard", Machine.Type.STANDARD);
        express = start("express", Machine.Type.EXPRESS);
    }

    private Execution.Start start(String name, Machine.Type type) {
        Machine.Settings settings = new Machine.Settings(Definitions.passes(), ROLE, Machine.Logging.OFF, false, null);
        String arn = engine.machines()
                .create(new Machine.Create(name, type, settings, false, null, Map.of()))
                .arn();
        return new Execution.Start(arn, null, "{\"n\":1}", null, Lineage.NONE);
    }

    /// Standard: recorded with SQLite's `synchronous=FULL` before each answer, for many callers at once.
    @Benchmark
    @Threads(CALLERS)
    @OperationsPerInvocation(Definitions.PASSES)
    public Object durable() {
        return engine.executions().start(standard);
    }

    /// Synchronous Express: nothing recorded.
    @Benchmark
    @OperationsPerInvocation(Definitions.PASSES)
    public Execution.Finished synchronous() {
        return engine.executions().startSync(express);
    }

    /// Closes it and removes what it wrote.
    @TearDown
    public void close() throws IOException {
        engine.close();
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) Files.delete(path);
        }
    }

    private static final class NoTasks implements TaskTarget {
        @Override
        public TaskResult run(TaskRequest request) {
            throw new IllegalStateException("the machines have no tasks");
        }

        @Override
        public TaskResult await(TaskRequest request, JsonNode submitted) {
            return run(request);
        }

        @Override
        public void cancel(TaskRequest request, JsonNode submitted) {}
    }

    private static final class NoItems implements ItemSource {
        @Override
        public Items open(Reader reader) {
            throw new Refused("States.ItemReaderFailed", "there are no items");
        }

        @Override
        public void write(Writer writer, String key, byte[] json) {}
    }
}
