package dev.sluice.engine.run;

import dev.sluice.asl.step.Signal;
import dev.sluice.engine.archive.Archive;
import dev.sluice.engine.machines.Revision;
import dev.sluice.engine.tasks.TokenCodec;
import dev.sluice.journal.Journal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The durable core with its threads: partitions, committer, projector.
public final class Core implements AutoCloseable {
    /// What an execution with small payloads takes in memory, generously.
    static final long EXECUTION_BYTES = 4_096;

    /// Executions that a partition may hold however small the heap is.
    static final int EXECUTIONS_MIN = 100;

    private static final long RETRY_MILLIS = 200;

    private final Parts parts;
    private final Committer committer;
    private final Projector projector;
    private final ProjectorLoop projections;
    private final Recovery recovery;
    private final Attic attic;
    private final List<PartitionLoop> partitions = new ArrayList<>();

    /// What the core is put together from.
    ///
    /// @param partitions how many; never changes in a data directory's life
    /// @param requestsMax that may wait in a partition
    /// @param revisions finds the machine of an execution
    public record Parts(
            int partitions,
            int requestsMax,
            Journal journal,
            Archive archive,
            Outside outside,
            TokenCodec tokens,
            Function<Header, Revision> revisions,
            Projector.Announcer announcer,
            InstantSource clock) {}

    /// Puts it together; [#start] brings it to life.
    public Core(Parts parts) {
        this.parts = parts;
        this.projector = new Projector(parts.archive(), parts.announcer());
        this.recovery = new Recovery(parts.archive(), parts.revisions());
        this.projections = new ProjectorLoop(projector, parts.journal().lastPosition(), this::archived);
        this.attic = new Attic(this, parts.archive(), recovery, parts.clock());
        this.committer = new Committer(parts.journal(), projections, RETRY_MILLIS);
    }

    /// Recovers what was under way and goes on.
    public void start() {
        recovery.catchUp(parts.journal(), projector);
        AtomicLong ids = new AtomicLong(parts.archive().lastExecution());
        RandomGenerator.SplittableGenerator random = new SplittableRandom(new java.security.SecureRandom().nextLong());
        for (int i = 0; i < parts.partitions(); i++) {
            Partition partition = new Partition(
                    i,
                    parts.outside(),
                    parts.tokens(),
                    new Partition.Sources(random.split(), ids::incrementAndGet, executionsMax()),
                    parts.clock().millis());
            partitions.add(new PartitionLoop(partition, parts.requestsMax(), committer, parts.clock()));
        }
        long dueBy = parts.clock().millis() + Attic.AHEAD_MILLIS;
        recovery.eachOpen(
                dueBy, running -> of(running.header().arn()).tell(new Inbound.Adopt(running, 0, new Reply<>())));
        attic.start(dueBy);
        projections.start();
        committer.start();
        partitions.forEach(PartitionLoop::start);
    }

    /// How many executions a partition may hold so that all together fit half of the heap.
    private int executionsMax() {
        long all = Runtime.getRuntime().maxMemory() / 2 / EXECUTION_BYTES;
        return Math.clamp(all / parts.partitions(), EXECUTIONS_MIN, Integer.MAX_VALUE);
    }

    private void archived(List<Projector.Taken> taken) {
        List<List<Inbound.Archived.Share>> byPartition = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) byPartition.add(new ArrayList<>());
        for (Projector.Taken each : taken) {
            byPartition
                    .get(index(each.header().arn()))
                    .add(new Inbound.Archived.Share(each.header().id(), each.segments()));
        }
        for (int i = 0; i < partitions.size(); i++) {
            if (!byPartition.get(i).isEmpty()) partitions.get(i).tell(new Inbound.Archived(byPartition.get(i)));
        }
    }

    /// The partition of an execution.
    public PartitionLoop of(String executionArn) {
        return partitions.get(index(executionArn));
    }

    /// A partition by its index.
    public PartitionLoop of(int index) {
        return partitions.get(index);
    }

    private int index(String executionArn) {
        return index(executionArn, parts.partitions());
    }

    /// Which partition an execution belongs to.
    public static int index(String executionArn, int partitions) {
        int hash = executionArn.hashCode() * 0x9E3779B9;
        return Math.floorMod(hash ^ (hash >>> 16), partitions);
    }

    /// Tells an execution something on behalf of a caller, bringing it back into memory if it was put aside.
    ///
    /// @return what came of it, durable
    /// @throws dev.sluice.core.Refused if too much is asked for already
    public Inbound.Told ask(int partition, long execution, Signal signal) {
        while (true) {
            Reply<Inbound.Told> reply = new Reply<>();
            partitions.get(partition).ask(new Inbound.Tell(execution, signal, reply));
            Inbound.Told told = reply.await();
            if (told != Inbound.Told.NOT_HERE || !bringBack(execution)) return told;
        }
    }

    /// Puts an execution aside that has nothing to do for long.
    public void putAside(Outside.Idle idle) {
        attic.putAside(idle);
    }

    /// Brings an execution back into memory that was put aside. @return false if there is none that runs
    public boolean bringBack(String executionArn) {
        return attic.bringBack(executionArn);
    }

    /// Brings an execution back by its id. @return false if there is none that runs
    public boolean bringBack(long execution) {
        return parts.archive()
                .find(execution)
                .map(stored -> attic.bringBack(stored.header().arn()))
                .orElse(false);
    }

    /// Waits until all that has been acknowledged can be read in the archive.
    public void awaitArchived() {
        projections.await(committer.committedPosition());
    }

    /// Transactions of the journal since the start.
    public long commits() {
        return committer.commits();
    }

    /// Has every partition look at the clock, for clocks that jump.
    public void wake() {
        attic.wake();
        for (PartitionLoop partition : partitions) partition.tell(new Inbound.Wake());
    }

    @Override
    public void close() {
        attic.close();
        partitions.forEach(PartitionLoop::close);
        committer.close();
        projections.close();
    }
}
