package dev.sluice.engine.run;

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
    private static final long RETRY_MILLIS = 200;

    private final Parts parts;
    private final Committer committer;
    private final Projector projector;
    private final ProjectorLoop projections;
    private final Recovery recovery;
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
        this.projections = new ProjectorLoop(projector, parts.journal().lastPosition(), this::evict);
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
                    new Partition.Sources(random.split(), ids::incrementAndGet),
                    parts.clock().millis());
            partitions.add(new PartitionLoop(partition, parts.requestsMax(), committer, parts.clock()));
        }
        recovery.eachOpen(running -> of(running.header().arn()).tell(new Inbound.Adopt(running)));
        projections.start();
        committer.start();
        partitions.forEach(PartitionLoop::start);
    }

    private void evict(List<Header> closed) {
        List<List<Long>> byPartition = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) byPartition.add(new ArrayList<>());
        for (Header header : closed) byPartition.get(index(header.arn())).add(header.id());
        for (int i = 0; i < partitions.size(); i++) {
            if (!byPartition.get(i).isEmpty()) partitions.get(i).tell(new Inbound.Evict(byPartition.get(i)));
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
        for (PartitionLoop partition : partitions) partition.tell(new Inbound.Wake());
    }

    @Override
    public void close() {
        partitions.forEach(PartitionLoop::close);
        committer.close();
        projections.close();
    }
}
