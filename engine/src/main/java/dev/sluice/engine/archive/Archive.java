package dev.sluice.engine.archive;

import dev.sluice.asl.step.ExecutionStatus;
import dev.sluice.engine.run.Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Executions on disk, up to a position of the journal.
public interface Archive {
    /// An execution's row. @param stoppedMillis 0 while it runs
    record Stored(
            Header header,
            ExecutionStatus status,
            long startedMillis,
            long stoppedMillis,
            int redrives,
            long redrivenMillis) {}

    /// A part of an execution's events.
    ///
    /// @param position of the journal, orders an execution's chunks
    /// @param firstEvent the id of the first event that history shows in it, or of the one that would follow
    /// @param firstPayload the number of the first payload in it
    record Chunk(long position, int firstEvent, int firstPayload, byte[] body) {}

    /// What a span of the journal changes for one execution.
    ///
    /// @param header not null if the execution began in it
    record Change(
            long execution,
            @Nullable Header header,
            ExecutionStatus status,
            long startedMillis,
            long stoppedMillis,
            List<Chunk> chunks) {}

    /// Which rows are wanted, latest first.
    ///
    /// @param owner the ARN of a machine or of a map run
    /// @param beforeId rows with a lower id only
    record Query(
            String owner,
            @Nullable ExecutionStatus status,
            @Nullable Boolean redriven,
            long beforeId,
            int max) {}

    /// How many executions of an owner stand at a status, and how many items they work on.
    record Count(ExecutionStatus status, long executions, long items) {}

    /// Up to where the journal has been taken in.
    long position();

    /// The highest id of an execution ever taken in; 0 if there was none.
    long lastExecution();

    /// Takes a span of the journal in: all of it, or nothing.
    ///
    /// @param position the last of the span
    void save(long position, List<Change> changes);

    /// An execution by its ARN.
    Optional<Stored> find(String arn);

    /// An execution by its id.
    Optional<Stored> find(long execution);

    /// Executions of a machine or a map run.
    List<Stored> list(Query query);

    /// Executions of an owner at a status in the order of their start, with a higher id only.
    List<Stored> listUp(String owner, ExecutionStatus status, long afterId, int max);

    /// Executions of an owner, counted by status.
    List<Count> counts(String owner);

    /// An execution's chunks from the one that holds an event on, in order.
    List<Chunk> chunksFrom(long execution, int event, int max);

    /// The chunk before a position; empty if that is the first.
    Optional<Chunk> chunkBefore(long execution, long position);

    /// The chunk that holds the payload before the given number.
    Optional<Chunk> chunkWithPayloadBefore(long execution, int payload);

    /// Hands over every execution that runs and isn't put aside until after a time.
    void eachOpen(long dueByMillis, Consumer<Stored> consumer);

    /// Notes that running executions have nothing to do before a time, given by their ids. The next change of an
    /// execution takes its note back.
    void putAside(Map<Long, Long> dueMillis);

    /// Executions put aside until a time in a span, first included, last excluded.
    List<Stored> dueBetween(long fromMillis, long toMillis);

    /// Deletes executions that ended before a time, some of them: call it again until it answers 0.
    int deleteStoppedBefore(long millis, int max);
}
